import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AafRequest } from "@/lib/imports/records";

/** Where the requests that concern each school wait for the end of the feed. */
export interface RequestStore {
  add(school: string, request: AafRequest): void;
  /** Those of a school, in their order; forgets them. */
  take(school: string): AafRequest[];
}

/** In memory, for one school. */
export function memoryStore(): RequestStore {
  const lists = new Map<string, AafRequest[]>();
  return {
    add(school, request) {
      const list = lists.get(school);
      if (list) list.push(request);
      else lists.set(school, [request]);
    },
    take(school) {
      const list = lists.get(school) ?? [];
      lists.delete(school);
      return list;
    },
  };
}

/** What waits for its file to be written, per school. */
const BUFFER_CHARACTERS = 32_768;

/** In a folder that only this process reads, for an académie: one school at a time is then in memory. Remove it when done. */
export function folderStore(): RequestStore & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "preau-feed-"));
  const buffers = new Map<string, { lines: string[]; size: number }>();
  const pathOf = (school: string) => join(folder, Buffer.from(school).toString("hex"));
  const flush = (school: string): void => {
    const buffer = buffers.get(school);
    if (!buffer) return;
    appendFileSync(pathOf(school), buffer.lines.join(""), { mode: 0o600 });
    buffers.delete(school);
  };
  return {
    add(school, { values, ...request }) {
      const buffer = buffers.get(school) ?? { lines: [], size: 0 };
      buffers.set(school, buffer);
      const line = `${JSON.stringify({ ...request, values: [...values] })}\n`;
      buffer.lines.push(line);
      buffer.size += line.length;
      if (buffer.size > BUFFER_CHARACTERS) flush(school);
    },
    take(school) {
      appendFileSync(pathOf(school), "", { mode: 0o600 });
      flush(school);
      const lines = readFileSync(pathOf(school), "utf8").split("\n");
      rmSync(pathOf(school));
      return lines.flatMap((line) => (line === "" ? [] : revived(line)));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A request as `add` wrote it. */
function revived(line: string): AafRequest {
  const { values, ...request } = JSON.parse(line) as Omit<AafRequest, "values"> & { values: [string, string[]][] };
  return { ...request, values: new Map(values) };
}
