import { Temporal } from "temporal-polyfill";
import { type HrefOf, hrefsOf } from "@/components/actualites/address";
import type { NewsArticle, NewsSummary } from "@/lib/actualites/types";
import type { Context } from "@/lib/auth/context";
import { today } from "@/lib/school/rules";
import { dayIn, minuteIn } from "@/lib/time/day";
import { formatRelativeDay, formatTimeOfDay } from "@/lib/time/format";

/** A piece of news in a list, where it leads and how it is dated. */
export interface ShownNews extends NewsSummary {
  href: string;
  /** «aujourd’hui, 8 h 05», «lun. 2 nov.». */
  when: string;
  /** Said to those who read several schools together. */
  schoolName: string | null;
}

/** A part of a person's life: its school's zone and day. */
type Place = Pick<Context, "viewer" | "now">;

/** The news of one person of the account, with their addresses. */
export function showNews(ctx: Place, news: readonly NewsSummary[], studentId?: string): ShownNews[] {
  const hrefOf = hrefsOf(ctx.viewer, studentId);
  const schools = new Set(
    ctx.viewer.persons.filter(({ profile }) => profile === ctx.viewer.profile).map(({ school }) => school.id),
  );
  return news.map((each) => ({
    ...each,
    href: hrefOf(`/${each.id}`),
    when: whenWords(ctx, each.publishedFrom),
    schoolName: schools.size > 1 ? ctx.viewer.school.name : null,
  }));
}

/** «aujourd’hui, 8 h 05» on the day itself and those around, «lun. 2 nov.» otherwise. */
function whenWords(ctx: Place, iso: string): string {
  const at = Temporal.Instant.from(iso);
  const { timeZone } = ctx.viewer.school;
  const [day, now] = [dayIn(timeZone, at).toString(), today(ctx)];
  const words = formatRelativeDay(day, now);
  return day === now || words === "hier" ? `${words}, ${formatTimeOfDay(minuteIn(timeZone, at))}` : words;
}

/** A piece of news as its page shows it. */
export interface ShownArticle {
  article: NewsArticle;
  personId: string;
  isPupil: boolean;
  /** Staff are told to whom it is. */
  isStaff: boolean;
  timeZone: string;
  today: string;
  hrefOf: HrefOf;
  fileHrefOf: (fileId: string) => string;
  /** One for each form of the page: a second press is the same intention. */
  operationId: string;
}
