import "server-only";
import type { Db } from "@/lib/db/types";
import { storage } from "@/lib/storage/storage";

/** Forgets what has been in the trash for long, and gives its room back; the bytes go with the purge of loose files. */
export async function purgeTrash(db: Db, before: Date): Promise<number> {
  const where = { deletedAt: { lt: before } };
  const documents = await db.document.findMany({
    relationLoadStrategy: "join",
    where,
    select: { schoolId: true, spaceId: true, file: { select: { size: true } } },
  });
  const freed = new Map<string, { schoolId: string; bytes: number }>();
  for (const { schoolId, spaceId, file } of documents) {
    freed.set(spaceId, { schoolId, bytes: (freed.get(spaceId)?.bytes ?? 0) + file.size });
  }
  await db.document.deleteMany({ where });
  for (const [id, { schoolId, bytes }] of freed) {
    await db.space.updateMany({ where: { schoolId, id }, data: { usedBytes: { decrement: bytes } } });
  }
  const folders = await db.folder.deleteMany({ where });
  return documents.length + folders.count;
}

/** Forgets uploads that nobody went on with, and the parts that had arrived. */
export async function purgeUploads(db: Db, before: Date): Promise<number> {
  const where = { createdAt: { lt: before } };
  const uploads = await db.upload.findMany({ where, select: { storageKey: true } });
  await db.upload.deleteMany({ where });
  for (const { storageKey } of uploads) await storage().remove(storageKey);
  return uploads.length;
}
