/**
 * What is being written and not saved yet, kept on this device: a closed tab, an empty battery or a lost session must not
 * cost a lesson. Keyed by person, because computers are shared; gone with who signs out, and after a week, because they are not ours.
 */

const PREFIX = "preau:brouillon:";
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** A draft and when it was last typed, in milliseconds since 1970. */
export interface Draft<Value> {
  value: Value;
  at: number;
}

/** Where `localStorage` may be missing or full: drafts are a help, never a condition. */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The name of a draft: what is written, by whom. */
export function draftKey(personId: string, thing: string): string {
  return `${PREFIX}${personId}:${thing}`;
}

/** The draft kept under a key; null when there is none, when it is too old or when it cannot be read. */
export function readDraft<Value>(store: Store, key: string, now: number): Draft<Value> | null {
  try {
    const text = store.getItem(key);
    const draft = text === null ? null : (JSON.parse(text) as Draft<Value>);
    return draft && now - draft.at < KEPT_MS ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; whether it could be kept. */
export function writeDraft<Value>(store: Store, key: string, value: Value, now: number): boolean {
  try {
    store.setItem(key, JSON.stringify({ value, at: now } satisfies Draft<Value>));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a draft, once saved or given up. */
export function dropDraft(store: Store, key: string): void {
  try {
    store.removeItem(key);
  } catch {
    // A store that refuses to forget has kept nothing.
  }
}

/** What one person has kept of a kind of things, by their keys: `preau:brouillon:<person>:<kind>…`. */
export function draftsOf<Value>(store: Store, personId: string, kind: string, now: number): [string, Draft<Value>][] {
  return keysOf(store, draftKey(personId, kind)).flatMap((key): [string, Draft<Value>][] => {
    const draft = readDraft<Value>(store, key, now);
    return draft ? [[key, draft]] : [];
  });
}

/** Forgets everything that anybody has kept here: whoever signs out leaves the device to others. */
export function dropAllDrafts(store: Store): void {
  for (const key of keysOf(store, PREFIX)) dropDraft(store, key);
}

function keysOf(store: Store, prefix: string): string[] {
  try {
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index));
    return keys.filter((key) => key !== null).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Forgets all that is too old, whoever wrote it. */
export function dropOldDrafts(store: Store, now: number): void {
  for (const key of keysOf(store, PREFIX)) if (!readDraft(store, key, now)) dropDraft(store, key);
}
