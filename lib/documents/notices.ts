import "server-only";
import { z } from "zod";
import type { Db, Prisma } from "@/lib/db/types";
import { EVERYBODY, pupilsOfGroups } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { teacherName } from "@/lib/school/rules";
import { dayIn, toDbDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

const shared = z.object({ shareId: z.uuid() });
const ended = z.object({ documentId: z.uuid() }).or(z.object({ folderId: z.uuid(), spaceId: z.uuid() }));

/** Where what is shown is read: its notices are found by it when it is shown no longer. */
function hrefOf(thing: z.output<typeof ended>): string {
  return "documentId" in thing
    ? `/documents/fichiers/${thing.documentId}`
    : `/documents/${thing.spaceId}?dossier=${thing.folderId}`;
}

/**
 * A document or a folder is shown to a colleague, or to a class: the colleague is told, or the pupils. What is shown no longer, or was
 * thrown away meanwhile, is told to nobody.
 */
async function itemShared(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const day = dayIn(timeZone, at).toString();
  const share = await db.documentShare.findFirst({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      id: shared.parse(payload).shareId,
      AND: [
        { OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(day) } }] },
        {
          OR: [{ document: { is: { schoolId, deletedAt: null } } }, { folder: { is: { schoolId, deletedAt: null } } }],
        },
      ],
    },
    select: {
      personId: true,
      groupId: true,
      document: { select: { id: true, name: true } },
      folder: { select: { id: true, name: true, spaceId: true } },
      sharedBy: { select: { civility: true, firstName: true, lastName: true } },
    },
  });
  if (!share) return [];
  const { document, folder, groupId, personId } = share;
  const words = (you: string) => {
    const what = folder ? "un dossier" : "un document";
    return `${teacherName(share.sharedBy)} partage ${what} avec ${you}\u202F: ${(folder ?? document)?.name ?? ""}`;
  };
  const href = folder
    ? hrefOf({ folderId: folder.id, spaceId: folder.spaceId })
    : hrefOf({ documentId: document?.id ?? "" });
  if (personId) return [{ personId, title: words("vous"), href }];
  const pupils = groupId ? await pupilsOfGroups(db, schoolId, [groupId], day) : new Map<string, string[]>();
  return (pupils.get(groupId ?? "") ?? []).map((pupilId) => ({ personId: pupilId, title: words("toi"), href }));
}

const { GUARDIAN: _none, ...adultsAndPupils } = EVERYBODY;

/** What the documents tell of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "documents.shared",
    label: "Documents partagés",
    count: (count) => formatCount(count, "document partagé", "documents partagés"),
    mail: adultsAndPupils,
    makers: { "documents.document.shared": itemShared, "documents.folder.shared": itemShared },
    takenBack: { "documents.share.ended": (payload: Prisma.JsonValue) => hrefOf(ended.parse(payload)) },
  },
];
