import { gzipSync } from "node:zlib";
import autocannon from "autocannon";

/** Latency of the server under eight connections, and what it sends. */
export interface PageCost {
  p50: number;
  p95: number;
  p99: number;
  requestsPerSecond: number;
  /** One request at a time: what a person alone waits for. Milliseconds. */
  alone: number;
  htmlBytes: number;
  htmlGzipBytes: number;
  /** Scripts that the page names, gzip. */
  scriptGzipBytes: number;
}

const CONNECTIONS = 8;
const SECONDS = 5;
const ALONE_REQUESTS = 50;

/** Loads one address, after a warm-up. @throws Error when an answer is not 200. */
export async function pageCost(origin: string, path: string, cookie: string): Promise<PageCost> {
  const headers: Record<string, string> = cookie ? { cookie } : {};
  const get = async (): Promise<string> => {
    const response = await fetch(origin + path, { headers, redirect: "manual" });
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}.`);
    return response.text();
  };
  for (let index = 0; index < 20; index += 1) await get();
  const html = await get();

  const started = performance.now();
  for (let index = 0; index < ALONE_REQUESTS; index += 1) await get();
  const alone = (performance.now() - started) / ALONE_REQUESTS;

  const { times, requestsPerSecond } = await load(origin + path, headers);
  const percentile = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    requestsPerSecond,
    alone,
    htmlBytes: Buffer.byteLength(html),
    htmlGzipBytes: gzipSync(html).byteLength,
    scriptGzipBytes: await scriptBytes(origin, html),
  };
}

/** Each answer's milliseconds, sorted: autocannon itself gives no 95th percentile. */
async function load(
  url: string,
  headers: Record<string, string>,
): Promise<{ times: number[]; requestsPerSecond: number }> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon({ url, connections: CONNECTIONS, duration: SECONDS, headers }, (error, done) => {
      if (error) reject(error as Error);
      else resolve(done);
    });
    instance.on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors.`);
  return { times: times.toSorted((a, b) => a - b), requestsPerSecond: result.requests.average };
}

/** The scripts that a page makes a browser load, each once. */
async function scriptBytes(origin: string, html: string): Promise<number> {
  const sources = new Set([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map((match) => match[1] ?? ""));
  let bytes = 0;
  for (const source of sources) {
    const response = await fetch(new URL(source, origin));
    bytes += gzipSync(Buffer.from(await response.arrayBuffer())).byteLength;
  }
  return bytes;
}
