import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Failure } from "@/scripts/platform/failure";

const schema = z.object({ superuserPassword: z.string(), appPassword: z.string(), authSecret: z.string() });

/** What the embedded installation keeps to itself, in `secrets.json` of the data folder. */
export type Secrets = z.output<typeof schema>;

/**
 * The secrets of a data folder, made the first time.
 *
 * @throws Failure when the file is there and unreadable.
 */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text !== undefined) {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new Failure(`${path} is damaged: restore it, or recreate the demo with \`npm run reset\`.`);
    }
  }
  const random = (): string => randomBytes(32).toString("base64url");
  const secrets: Secrets = { superuserPassword: random(), appPassword: random(), authSecret: random() };
  await mkdir(dataDir, { recursive: true });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await chmod(partial, 0o600);
  await rename(partial, path);
  return secrets;
}
