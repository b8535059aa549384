import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import type { Temporal } from "temporal-polyfill";

/** What goes into an archive: under what name, with «/» between folders, and its bytes as they come. */
export interface ZipEntry {
  name: string;
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The general purpose flags: sizes follow the data (bit 3), names are UTF-8 (bit 11). PKWARE APPNOTE 6.3.10, 4.4.4. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 2.0: folders and deflate. */
const VERSION = 20;
/** Beyond either an archive needs ZIP64, which not every system opens. */
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 0xff_ff_ff_ff;

/**
 * A ZIP archive as it is made: nothing is held but the piece under way and the names. Readable from its end, as all systems do, and from
 * its start.
 * @param at when it is made, in the time of who will read it: every entry bears it.
 * @throws Error past 65,535 entries or 4 GB.
 */
export async function* zipped(
  entries: AsyncIterable<ZipEntry>,
  at: Temporal.PlainDateTime,
): AsyncGenerator<Uint8Array, void> {
  const [time, day] = [
    (at.hour << 11) | (at.minute << 5) | (at.second >> 1),
    ((at.year - 1980) << 9) | (at.month << 5) | at.day,
  ];
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, body } of entries) {
    if (directory.length === MOST_ENTRIES) throw new Error("An archive has too many entries.");
    const bytes = Buffer.from(name, "utf8");
    const common = fields([2, VERSION], [2, FLAGS], [2, DEFLATE], [2, time], [2, day]);
    const start = offset;
    const head = Buffer.concat([
      fields([4, 0x04034b50]),
      common,
      fields([4, 0], [4, 0], [4, 0], [2, bytes.length], [2, 0]),
      bytes,
    ]);
    yield head;
    let [crc, size, packed] = [0, 0, 0];
    const measured = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of body) {
        crc = crc32(chunk, crc);
        size += chunk.byteLength;
        yield chunk;
      }
    };
    for await (const chunk of Readable.from(measured()).compose(createDeflateRaw()) as AsyncIterable<Buffer>) {
      packed += chunk.byteLength;
      yield chunk;
    }
    const sizes = fields([4, crc], [4, packed], [4, size]);
    yield Buffer.concat([fields([4, 0x08074b50]), sizes]);
    offset += head.byteLength + packed + sizes.byteLength + 4;
    if (offset > MOST_BYTES) throw new Error("An archive is too large.");
    const rest = fields([2, bytes.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, start]);
    directory.push(Buffer.concat([fields([4, 0x02014b50], [2, VERSION]), common, sizes, rest, bytes]));
  }
  const central = Buffer.concat(directory);
  yield central;
  const count = directory.length;
  yield fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, central.length], [4, offset], [2, 0]);
}

/** Numbers as the format writes them: of so many bytes, the least significant first. */
function fields(...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let place = 0;
  for (const [bytes, value] of values) {
    buffer.writeUIntLE(value, place, bytes);
    place += bytes;
  }
  return buffer;
}
