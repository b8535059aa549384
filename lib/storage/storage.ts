import "server-only";
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { mkdir, open, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dataDir } from "@/lib/env";

/** What is kept of bytes that were stored. */
export interface Stored {
  key: string;
  size: number;
  /** Hexadecimal. */
  sha256: string;
  /** The first bytes, enough to recognise what they are. */
  head: Uint8Array;
}

/** Where the bytes of files live; never in the database, never under public/. */
export interface Storage {
  /** Writes a stream under the key. @throws TooLargeError past maxBytes, leaving nothing behind. */
  put(key: string, body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Stored>;
  /**
   * Adds a part to what has arrived under the key, at its end; a part that breaks off is kept as far as it came. The same part sent twice
   * at once lands twice on the same place. @throws TooLargeError past maxBytes in all.
   */
  append(key: string, offset: number, body: ReadableStream<Uint8Array>, maxBytes: number): Promise<void>;
  /** How much has arrived in parts. */
  arrived(key: string): Promise<number>;
  /**
   * The parts are all there: their bytes go under another key, that nothing of them writes to any more, and are measured on the way;
   * the parts are forgotten. @throws TooLargeError past maxBytes.
   */
  finish(key: string, to: string, maxBytes: number): Promise<Stored>;
  /** The bytes under the key, or a part of them, both ends included. @throws when there are none. */
  get(key: string, part?: { first: number; last: number }): Promise<ReadableStream<Uint8Array>>;
  /** Forgets the key; does nothing when it is unknown. */
  remove(key: string): Promise<void>;
}

/** The body was larger than allowed. */
export class TooLargeError extends Error {}

const HEAD_BYTES = 4100;
const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;

/** The local folder of the data directory. A shared file system serves several machines. */
export function storage(): Storage {
  return localStorage(join(dataDir(), "files"));
}

/** A storage in this folder, closed to the machine's other users. Written beside and renamed, so that a reader never meets half a file. */
export function localStorage(folder: string): Storage {
  const pathOf = (key: string): string => {
    const path = resolve(folder, key);
    if (!KEY.test(key) || !path.startsWith(resolve(folder) + sep)) throw new Error("A storage key is two UUIDs.");
    return path;
  };
  const remove = async (key: string): Promise<void> => {
    await rm(pathOf(key), { force: true });
    await rm(`${pathOf(key)}.part`, { force: true });
    await removeIfEmpty(dirname(pathOf(key)));
  };
  const write = async (key: string, body: () => Readable, maxBytes: number): Promise<Stored> => {
    const path = pathOf(key);
    const unfinished = `${path}.part`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const measure = measuring(maxBytes);
    // Opened before the first byte: a stream that opens by itself may do so after a broken body was cleaned up.
    const file = await open(unfinished, "w", 0o600);
    try {
      await pipeline(body(), measure.through, file.createWriteStream());
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      await removeIfEmpty(dirname(path));
      throw error;
    }
    return { key, ...measure.result() };
  };
  return {
    async put(key, body, maxBytes) {
      return write(key, () => Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), maxBytes);
    },
    async append(key, offset, body, maxBytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Neither emptied nor written at its end, which a part sent twice at once would reach twice: each byte has its place.
      const file = await open(`${path}.part`, constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        if ((await file.stat()).size !== offset) throw new Error("A part begins where the last one ended.");
        await pipeline(
          Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
          measuring(maxBytes - offset).through,
          file.createWriteStream({ start: offset }),
        );
      } catch (error) {
        await file.close().catch(() => undefined);
        throw error;
      }
    },
    async arrived(key) {
      return stat(`${pathOf(key)}.part`).then(
        ({ size }) => size,
        () => 0,
      );
    },
    async finish(key, to, maxBytes) {
      const stored = await write(to, () => createReadStream(`${pathOf(key)}.part`), maxBytes);
      await remove(key);
      return stored;
    },
    async get(key, part) {
      const path = pathOf(key);
      await stat(path);
      const options = part ? { start: part.first, end: part.last } : {};
      return Readable.toWeb(createReadStream(path, options)) as ReadableStream<Uint8Array>;
    },
    remove,
  };
}

/** Lets bytes through while it measures them. `through` throws TooLargeError past maxBytes. */
function measuring(maxBytes: number): {
  through: (this: void, chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
  result: () => Pick<Stored, "size" | "sha256" | "head">;
} {
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let size = 0;
  return {
    async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        if (size < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - size));
        size += chunk.byteLength;
        if (size > maxBytes) throw new TooLargeError();
        hash.update(chunk);
        yield chunk;
      }
    },
    result: () => ({ size, sha256: hash.digest("hex"), head: Buffer.concat(head) }),
  };
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
