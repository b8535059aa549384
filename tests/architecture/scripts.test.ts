import { posix } from "node:path";
import { expect, it } from "vitest";
import { parsed } from "./boundaries";
import { type Source, sourcesIn } from "./sources";

// The worker and the other scripts run under Node alone: what belongs to a request of Next does not even load there.

const sources = [...sourcesIn("scripts"), ...sourcesIn("lib"), ...sourcesIn("prisma")];
/** The ways from a file to a package of Next through what it loads, each as the files in between. Types are not loaded. */
function waysToNext(start: string, files: readonly Source[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const ways: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    const file = byPath.get(path);
    if (!file || seen.has(path)) return;
    seen.add(path);
    for (const name of parsed(file).loaded) {
      if (/^next(-auth)?(\/|$)/.test(name)) ways.push([...way, path, name].join(" → "));
      const ours = name.startsWith("@/")
        ? name.slice(2)
        : name.startsWith(".") && posix.join(posix.dirname(path), name);
      if (ours) for (const end of [".ts", ".tsx", "/index.ts"]) visit(ours + end, [...way, path]);
    }
  };
  visit(start, []);
  return ways;
}

it.each(sourcesIn("scripts").map(({ path }) => path))("%s loads without Next", (script) => {
  expect(waysToNext(script, sources)).toEqual([]);
});

it("can fail: a room of requests loads Next, whoever goes there too; a type is not loaded (canaries)", () => {
  expect(waysToNext("lib/auth/session.ts", sources)).not.toEqual([]);
  const files = (text: string) => [
    { path: "scripts/x.ts", text: `import "@/lib/a";` },
    { path: "lib/a.ts", text: `export { b } from "./b";` },
    { path: "lib/b.ts", text },
  ];
  expect(waysToNext("scripts/x.ts", files(`import { redirect } from "next/navigation";`))).toEqual([
    "scripts/x.ts → lib/a.ts → lib/b.ts → next/navigation",
  ]);
  expect(waysToNext("scripts/x.ts", files(`import type { X } from "next"; import { type Y } from "next";`))).toEqual(
    [],
  );
});
