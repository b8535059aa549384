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

/** Is a piece this viewer's to read as its own, and to take back? Its author's as long as it writes news; the head's, once it is no draft. */
export function managesNews(
  viewer: Asking & { person: { id: string } },
  news: { authorId: string; isDraft: boolean },
): boolean {
  if (writingReach(viewer) === "nothing") return false;
  return news.authorId === viewer.person.id || (overseesNews(viewer) && !news.isDraft);
}

/**
 * Does a piece that the viewer manages still go to those whom it writes to? Only then does it show it again, remind its readers and see
 * who has confirmed: a teacher who has left a class may correct its own words there or take them back, and follows its families no more.
 * @param taught the groups that a teacher teaches today; nobody else is asked for them.
 */
export function reachesNews(
  viewer: Asking,
  news: { isSchoolWide: boolean; places: readonly { groupId: string | null }[] },
  taught: ReadonlySet<string>,
): boolean {
  if (writingReach(viewer) === "school") return true;
  if (writingReach(viewer) === "nothing") return false;
  return !news.isSchoolWide && news.places.every(({ groupId }) => groupId !== null && taught.has(groupId));
}

/**
 * What a viewer may do with a piece of news, as it stands.
 * @param manages see {@link managesNews}.
 * @param reaches see {@link reachesNews}.
 * @param isExpected does it ask this viewer for a confirmation that it has not got?
 */
export function newsAbilities(
  manages: boolean,
  reaches: boolean,
  { state, needsAcknowledgement }: { state: NewsState; needsAcknowledgement: boolean },
  isExpected: boolean,
): NewsAbilities {
  const stands = state !== "withdrawn";
  return {
    edit: manages && stands,
    withdraw: manages && stands,
    restore: manages && reaches && !stands,
    followUp: manages && reaches && needsAcknowledgement && state !== "draft",
    acknowledge: isExpected && state === "published",
  };
}
