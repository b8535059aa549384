import { withSystem } from "@/lib/db/system";
import { type ReceivedFile, receiveFile } from "@/lib/files/receive";
import { makePdf, makePng } from "@/prisma/demo/attachments";
import type { Filled } from "@/prisma/demo/fill";
import type { DemoService } from "@/prisma/demo/lessons";

/** A sheet that hangs on lessons or homework of a showcased division. */
interface Sheet {
  hangsOn: "lesson" | "homework";
  name: string;
  bytes: Uint8Array;
}

const SHEETS: readonly Sheet[] = [
  {
    hangsOn: "lesson",
    name: "Fiche de cours.pdf",
    bytes: makePdf("Fiche de cours", [
      "À coller dans le cahier de leçons.",
      "1. Définitions à savoir par cœur.",
      "2. Un exemple détaillé, étape par étape.",
      "3. Pour s'entraîner : trois exercices corrigés.",
    ]),
  },
  {
    hangsOn: "homework",
    name: "Exercices à rendre.pdf",
    bytes: makePdf("Exercices à rendre", [
      "Répondre sur une feuille, nom et classe en haut à gauche.",
      "Exercice 1 : compléter le tableau.",
      "Exercice 2 : rédiger la démarche.",
    ]),
  },
  { hangsOn: "lesson", name: "Courbe des mesures.png", bytes: makePng(480, 320) },
  { hangsOn: "homework", name: "Graphique à commenter.png", bytes: makePng(400, 300) },
];

/** A sheet and what it will hang on. */
interface Hanging {
  sheet: Sheet;
  parentId: string;
  ownerId: string;
}

/** Chooses, among what was last written for the groups given, what each sheet hangs on. */
function hangings(filled: Filled, services: readonly DemoService[], groupIds: readonly string[]): Hanging[] {
  const byId = new Map(services.map((service) => [service.id, service]));
  const serviceOfSession = new Map(filled.sessions.map(({ id, serviceId }) => [id, byId.get(serviceId)]));
  const latest = <Item extends { createdAt: string }>(items: readonly Item[]) =>
    items.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return groupIds.flatMap((groupId) => {
    const parents = {
      lesson: latest(
        filled.written.lessonEntries.filter((entry) => serviceOfSession.get(entry.sessionId)?.groupId === groupId),
      ),
      homework: latest(
        filled.written.homework.filter(
          (item) => byId.get(item.serviceId)?.groupId === groupId && item.audience === "ALL",
        ),
      ),
    };
    return SHEETS.flatMap((sheet, rank) => {
      const parent = parents[sheet.hangsOn][rank];
      return parent ? { sheet, parentId: parent.id, ownerId: parent.authorId } : [];
    });
  });
}

/** Hangs a few real files on what the showcased divisions were last given. Their bytes go through the ordinary reception. */
export async function attachFiles(
  schoolId: string,
  filled: Filled,
  services: readonly DemoService[],
  groupIds: readonly string[],
  at: Date,
): Promise<number> {
  const received: { hanging: Hanging; file: ReceivedFile }[] = [];
  for (const hanging of hangings(filled, services, groupIds)) {
    received.push({ hanging, file: await receivedSheet(hanging.sheet) });
  }
  await withSystem("files of the demo", async (db) => {
    for (const { hanging, file } of received) {
      await db.file.create({
        data: { schoolId, ownerId: hanging.ownerId, ...file, visibility: "SCHOOL", createdAt: at },
      });
      const link = { schoolId, fileId: file.id, position: 0 };
      if (hanging.sheet.hangsOn === "lesson") {
        await db.lessonEntryFile.create({ data: { ...link, lessonEntryId: hanging.parentId } });
      } else await db.homeworkFile.create({ data: { ...link, homeworkId: hanging.parentId } });
    }
  });
  return received.length;
}

/** A file of the demo through the ordinary reception: measured, recognised, stored. */
export async function receivedSheet({ name, bytes }: Pick<Sheet, "name" | "bytes">): Promise<ReceivedFile> {
  const headers = { "x-file-name": encodeURIComponent(name) };
  const result = await receiveFile(new Request("http://localhost/", { method: "POST", headers, body: bytes.slice() }));
  if (!result.ok) throw new Error(`the demo's file ${name} is refused: ${result.message}`);
  return result.value;
}
