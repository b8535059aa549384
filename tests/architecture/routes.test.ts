import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { publicRoutes } from "@/lib/auth/public-routes";
import { type Source, sourcesIn } from "./sources";

// Every route is closed unless it is declared public: a page or route handler that is not on the list must open a viewer
// itself, or through a file beside it. A layout never gates.

const GATE =
  /\b(?:withViewer|withEachPerson|requireViewer|withPlatform|requireAdministrator|defineRoute|defineReadRoute|defineStreamRoute|defineDocumentRoute)\s*(?:<[^>]*>)?\(/;
/** The gallery, which exists outside of production only. */
const DEVELOPMENT_GATE = /if \(!isGalleryOpen\(\)\) notFound\(\);/;

interface Route {
  /** As in public-routes.ts: without groups, slots and file name. */
  address: string;
  file: Source;
}

function routesOf(sources: readonly Source[]): Route[] {
  return sources
    .filter(({ path }) => /(?:^|\/)(?:page|route)\.tsx?$/.test(path))
    .map((file) => {
      const folders = posix
        .dirname(file.path)
        .split("/")
        .slice(1)
        .filter((folder) => !/^\(.*\)$|^@/.test(folder));
      return { address: `/${folders.join("/")}`, file };
    });
}

/** The text of a route's file and of the files of app/ that it imports, which may open the viewer for several pages. */
function textOf(file: Source, sources: readonly Source[], seen = new Set<string>()): string {
  seen.add(file.path);
  const imported = [...file.text.matchAll(/from "(\.{1,2}\/[^"]+|@\/app\/[^"]+)"/g)].flatMap(([, specifier = ""]) => {
    const target = specifier.startsWith("@/")
      ? specifier.slice(2)
      : posix.normalize(posix.join(posix.dirname(file.path), specifier));
    return sources.filter(({ path }) => path.replace(/\.tsx?$/, "") === target && !seen.has(path));
  });
  return [file.text, ...imported.map((each) => textOf(each, sources, seen))].join("\n");
}

function openRoutes(sources: readonly Source[]): string[] {
  return routesOf(sources)
    .filter(({ address }) => !publicRoutes.includes(address))
    .filter(({ address, file }) => {
      const gate = address.startsWith("/dev/") ? DEVELOPMENT_GATE : GATE;
      return !gate.test(textOf(file, sources));
    })
    .map(({ file }) => file.path);
}

describe("routes", () => {
  const sources = sourcesIn("app", /\.tsx?$/);

  test("each is declared public or opens a viewer", () => {
    expect(routesOf(sources).length).toBeGreaterThan(publicRoutes.length);
    expect(openRoutes(sources)).toEqual([]);
  });

  test("each declared public exists", () => {
    const addresses = routesOf(sources).map(({ address }) => address);
    expect(publicRoutes.filter((address) => !addresses.includes(address))).toEqual([]);
  });

  test("no page has two files", () => {
    const addresses = routesOf(sources).map(({ address }) => address);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  test("canaries: an open page, an open route handler and a gate in a layout are found", () => {
    const page = "export default async function Page() { return null; }";
    const canaries: Source[] = [
      { path: "app/(portail)/notes/page.tsx", text: page },
      { path: "app/(portail)/notes/layout.tsx", text: `await withViewer("notes", run); ${page}` },
      {
        path: "app/api/notes/route.ts",
        text: "export async function GET() { return Response.json(await everything()); }",
      },
      { path: "app/(portail)/absences/page.tsx", text: `import { open } from "./open"; ${page}` },
      { path: "app/(portail)/absences/open.ts", text: 'export const open = () => withViewer("absences", run);' },
      { path: "app/(dev)/dev/secrets/page.tsx", text: page },
    ];
    expect(openRoutes(canaries)).toEqual([
      "app/(portail)/notes/page.tsx",
      "app/api/notes/route.ts",
      "app/(dev)/dev/secrets/page.tsx",
    ]);
  });
});
