import { Prisma } from "./generated/client";

/** Did the database refuse a row because such a row is there already? (Prisma's P2002) */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
