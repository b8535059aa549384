import { v7, validate } from "uuid";

/** A new UUIDv7: ordered by time, so that primary keys grow at one end of their index. Made by the client, never by SQL. */
export function newId(): string {
  return v7();
}

/** Is this text a UUID? Everything that enters a transaction's settings passes here first. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && validate(text);
}
