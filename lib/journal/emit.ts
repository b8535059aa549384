import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** Who tells: a context, or a job that does a part of a command later. */
export type Emitter = Pick<Context, "db" | "now"> & { viewer: { school: { id: string } } };

/**
 * Tells the other modules, in the transaction that makes it true. A job takes the row; nobody is called from here.
 * @param kind «module.thing.happened»: "cahier-de-texte.homework.given".
 */
export async function emit(ctx: Emitter, kind: string, payload: Prisma.InputJsonObject): Promise<void> {
  await ctx.db.outbox.createMany({
    data: [{ schoolId: ctx.viewer.school.id, id: newId(), kind, payload, createdAt: toDbInstant(ctx.now) }],
  });
  // The worker hears it with the commit (lib/jobs/worker.ts).
  await ctx.db.$executeRaw`SELECT pg_notify('preau_outbox', '')`;
}
