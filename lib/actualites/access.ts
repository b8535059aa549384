import type { Viewer } from "@/lib/auth/viewer";
import type { NewsAbilities, NewsState, Readers } from "./types";

/**
 * Who writes news, and for whom: head, deputies, CPE and secretariat for anybody of the school; teachers for the pupils and parents of
 * the classes and groupes that they teach, and for their colleagues there. The administrator runs the portal and writes none.
 */
export type WritingReach = "school" | "taught" | "nothing";

type Asking = Pick<Viewer, "profile" | "duty">;

/** How far this viewer writes. Pure. */
export function writingReach({ profile, duty }: Asking): WritingReach {
  switch (profile) {
    case "HEAD":
      return "school";
    case "VIE_SCOLAIRE":
      return duty === "CPE" ? "school" : "nothing";
    case "STAFF":
      return duty === "SECRETARY" ? "school" : "nothing";
    case "TEACHER":
      return "taught";
    default:
      return "nothing";
  }
}

/** Those to whom a viewer may write. */
export function readersFor(reach: WritingReach): Readers[] {
  if (reach === "school") return ["STUDENT", "GUARDIAN", "TEACHER", "STAFF"];
  return reach === "taught" ? ["STUDENT", "GUARDIAN", "TEACHER"] : [];
}

/** Does this viewer see every piece of news of the school, drafts of others aside? The head answers for what is published. */
export function overseesNews({ profile }: Pick<Viewer, "profile">): boolean {
  return profile === "HEAD";
}

/** May this viewer change a piece, withdraw it, see who has confirmed? Its author as long as it writes news; the head, once it is no draft. */
export function managesNews(
  viewer: Asking & { person: { id: string } },
  news: { authorId: string; isDraft: boolean },
): boolean {
  if (writingReach(viewer) === "nothing") return false;
  return news.authorId === viewer.person.id || (overseesNews(viewer) && !news.isDraft);
}

/**
 * What a viewer may do with a piece of news, as it stands.
 * @param manages see {@link managesNews}.
 * @param isExpected does it ask this viewer for a confirmation that it has not got?
 */
export function newsAbilities(
  manages: boolean,
  { state, needsAcknowledgement }: { state: NewsState; needsAcknowledgement: boolean },
  isExpected: boolean,
): NewsAbilities {
  const stands = state !== "withdrawn";
  return {
    edit: manages && stands,
    withdraw: manages && stands,
    restore: manages && !stands,
    followUp: manages && needsAcknowledgement && state !== "draft",
    acknowledge: isExpected && state === "published",
  };
}
