import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { NotificationsPage } from "@/components/notifications/notifications-page";
import { requireViewer, withEachPerson } from "@/lib/auth/context";
import { personHref } from "@/lib/auth/viewer";
import { listNotifications } from "@/lib/notifications/queries";
import { mergePages, readCursor, writeCursor } from "@/lib/notifications/rules";
import { now } from "@/lib/time/clock";

export const metadata: Metadata = { title: "Notifications" };

/** What happened, told to all the persons of the account together. */
export default async function Page({ searchParams }: PageProps<"/notifications">) {
  const before = readCursor((await readAsked(searchParams))["avant"]);
  const viewer = await requireViewer();
  const lists = await withEachPerson("notifications", (ctx) => listNotifications(ctx, before), { anyProfile: true });
  const { items, next } = mergePages(lists.map((list) => list.items));
  return (
    <NotificationsPage
      firstHref={before && personHref(viewer, "/notifications")}
      items={items}
      lists={lists}
      nextHref={next && personHref(viewer, "/notifications", { avant: writeCursor(next) })}
      now={now()}
      settingsHref={personHref(viewer, "/notifications/reglages")}
      timeZone={viewer.school.timeZone}
    />
  );
}
