import { cleanFileName } from "@/lib/files/rules";
import type { Db } from "@/lib/db/types";
import { formatName } from "@/lib/time/format";
import { MAX_COPY_BYTES } from "@/lib/departs/rules";
import { instant, table, words } from "./cells";
import type { CopySubject, SectionSource } from "./types";

// A mailbox and an own space: for their owner alone.

export const messagerie: SectionSource = {
  title: "Messagerie",
  lead: "La boîte aux lettres, gardée deux ans, et les brouillons. Les fichiers envoyés sont avec les documents.",
  readers: ["SELF"],
  async read(db, { schoolId, personId }) {
    const deliveries = await db.delivery.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, personId },
      select: {
        kind: true,
        deliveredAt: true,
        readAt: true,
        audienceLabel: true,
        thread: { select: { subject: true } },
        message: {
          select: {
            content: true,
            author: { select: { firstName: true, lastName: true } },
            files: { select: { file: { select: { name: true } } } },
          },
        },
      },
      orderBy: { deliveredAt: "asc" },
    });
    const drafts = await db.draft.findMany({
      where: { schoolId, personId },
      select: { subject: true, content: true, updatedAt: true },
      orderBy: { updatedAt: "asc" },
    });
    const reports = await db.messageReport.findMany({
      where: { schoolId, reporterId: personId },
      select: { createdAt: true, subject: true, reason: true, settledAt: true },
      orderBy: { createdAt: "asc" },
    });
    return [
      table(
        "Messages",
        ["Quand", "Sens", "De", "À", "Objet", "Texte", "Fichiers", "Lu"],
        deliveries.map(({ kind, deliveredAt, readAt, audienceLabel, thread, message }) => [
          instant(deliveredAt),
          kind === "SENT" ? "envoyé" : "reçu",
          formatName(message.author),
          audienceLabel,
          thread.subject,
          words(message.content),
          message.files.map(({ file }) => file.name).join(", ") || null,
          instant(readAt),
        ]),
      ),
      table(
        "Brouillons",
        ["Modifié", "Objet", "Texte"],
        drafts.map((each) => [instant(each.updatedAt), each.subject, words(each.content)]),
      ),
      table(
        "Signalements faits",
        ["Quand", "Objet", "Raison", "Réglé"],
        reports.map((each) => [instant(each.createdAt), each.subject, each.reason, instant(each.settledAt)]),
      ),
    ];
  },
};

/** A file of the copy: where it stands in the archive, and where its bytes are. */
export interface CopiedFile {
  path: string;
  name: string;
  size: number;
  createdAt: Date;
  storageKey: string;
  /** Too much for one archive: it is named, and stays in Préau. */
  isLeftOut: boolean;
}

/** The files of the person, the latest first until the archive is full. For their owner alone: others get none. */
export async function filesOf(db: Db, { schoolId, personId, reader }: CopySubject): Promise<CopiedFile[]> {
  if (reader !== "SELF") return [];
  const files = await db.file.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, ownerId: personId },
    select: {
      name: true,
      size: true,
      createdAt: true,
      storageKey: true,
      documents: { where: { schoolId }, select: { name: true, folderId: true, space: { select: { kind: true } } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const folders = await db.folder.findMany({
    where: { schoolId, ownerId: personId },
    select: { id: true, parentId: true, name: true },
  });
  const known = new Map(folders.map((folder) => [folder.id, folder]));
  const taken = new Set<string>();
  let room = MAX_COPY_BYTES;
  return files.map(({ name, size, createdAt, storageKey, documents: [document] }) => {
    const isLeftOut = size > room;
    if (!isLeftOut) room -= size;
    const place = document ? ["espace", ...pathOf(document.folderId, known)] : ["pieces-jointes"];
    const path = freePath([...place.map(cleanFileName), cleanFileName(document?.name ?? name)].join("/"), taken);
    return { path: `fichiers/${path}`, name: document?.name ?? name, size, createdAt, storageKey, isLeftOut };
  });
}

function pathOf(
  folderId: string | null,
  known: ReadonlyMap<string, { parentId: string | null; name: string }>,
): string[] {
  const names: string[] = [];
  // A folder stands in one other at most, and in none that it holds.
  for (let at = folderId && known.get(folderId); at; at = at.parentId ? known.get(at.parentId) : undefined) {
    names.unshift(at.name);
  }
  return names;
}

/** Two files of one name in one folder: «devoir.pdf», «devoir (2).pdf». */
function freePath(path: string, taken: Set<string>): string {
  const dot = path.lastIndexOf(".");
  const [stem, extension] = dot > path.lastIndexOf("/") ? [path.slice(0, dot), path.slice(dot)] : [path, ""];
  let free = path;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${extension}`;
  taken.add(free.toLowerCase());
  return free;
}

export const documents: SectionSource = {
  title: "Documents et fichiers",
  lead: "Les fichiers déposés ou envoyés\u202F; ils sont dans le dossier «\u00A0fichiers\u00A0» de cette copie.",
  readers: ["SELF"],
  async read(db, subject) {
    const { schoolId, personId } = subject;
    const files = await filesOf(db, subject);
    const shares = await db.documentShare.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, sharedById: personId },
      select: {
        createdAt: true,
        document: { select: { name: true } },
        folder: { select: { name: true } },
        group: { select: { name: true } },
      },
      orderBy: { createdAt: "asc" },
    });
    return [
      table(
        "Fichiers",
        ["Fichier", "Déposé", "Octets", "Dans cette copie"],
        files.map((file) => [
          file.name,
          instant(file.createdAt),
          file.size,
          file.isLeftOut ? "non, trop lourd\u202F: à télécharger dans Préau" : file.path,
        ]),
      ),
      table(
        "Partages",
        ["Document ou dossier", "Avec", "Quand"],
        shares.map((each) => [
          (each.document ?? each.folder)?.name ?? "",
          each.group?.name ?? "une personne",
          instant(each.createdAt),
        ]),
      ),
    ];
  },
};
