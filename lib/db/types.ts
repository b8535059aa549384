import type { Prisma } from "./generated/client";

/** A transaction that already says who is asking. Nothing outside lib/db ever holds the bare client. */
export type Db = Prisma.TransactionClient;

export { Prisma } from "./generated/client";
export * from "./generated/enums";
