import type { Metadata } from "next";
import { readingOf } from "@/app/(portail)/documents/reading";
import { SpacesPage } from "@/components/documents/spaces-page";
import { withViewer } from "@/lib/auth/context";
import { listSpaces, recentDocuments, sharedDocuments } from "@/lib/documents/queries";
import { sharedFolders } from "@/lib/documents/spaces";

export const metadata: Metadata = { title: "Documents" };

/** The spaces at a glance. */
export default async function Page() {
  const read = await withViewer("documents", async (ctx) => ({
    spaces: await listSpaces(ctx),
    recent: await recentDocuments(ctx),
    shared: await sharedDocuments(ctx),
    folders: await sharedFolders(ctx),
    isPupil: ctx.viewer.profile === "STUDENT",
    reading: readingOf(ctx),
  }));
  return <SpacesPage {...read} />;
}
