// Runs before every command, with Node's built-ins alone: on a fresh clone there is nothing else.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".preau-install");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`✗ Préau needs Node 20.19 or newer (24 is recommended); this is Node ${process.versions.node}.`);
  process.exit(1);
}

/** What decides which packages must be there: npm's two files and the Node that native packages were chosen for. */
function wanted() {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}-${major}`);
  for (const file of ["package.json", "package-lock.json"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

if (!isInstalled()) {
  console.log("Installing dependencies (one or two minutes the first time)…");
  // `npm install`, not `npm ci`, which fails where a mirror lacks other platforms' packages. NODE_ENV may be production,
  // and the build tools are development dependencies.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status, error } = spawnSync(
    npm,
    ["install", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) {
    const reason = error ? error.message : "its message is above";
    console.error(`✗ The dependencies could not be installed (${reason}). Is the package registry reachable?`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted());
}
