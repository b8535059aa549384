import { describe, expect, it } from "vitest";
import { breachesOf, isTooLarge, parsed, rules } from "./boundaries";
import { type Source, sourcesIn } from "./sources";

const sources = ["app", "components", "lib", "prisma", "scripts", "tests"].flatMap((folder) => sourcesIn(folder));
const files = [
  ...sources,
  ...sourcesIn(".", /^(proxy|instrumentation|next\.config)\.ts$/).filter(({ path }) => !path.includes("/")),
].map(parsed);

/** For each rule, files that break it and files that come near: the rule must tell them apart. */
const canaries: Record<string, { broken: Source[]; sound: Source[] }> = {
  "the design system knows no domain": {
    broken: [
      { path: "components/ui/card.tsx", text: `import { today } from "@/lib/school/rules";` },
      { path: "components/ui/card.tsx", text: `export { x } from "@/components/cahier-de-texte/x";` },
      { path: "components/ui/card.tsx", text: `const x = await import("@/lib/env");` },
    ],
    sound: [
      { path: "components/ui/card.tsx", text: `import { formatDay } from "@/lib/time/format";` },
      { path: "components/ui/card.tsx", text: `// import { today } from "@/lib/school/rules";` },
    ],
  },
  "a room of lib enters another by its queries, rules or types": {
    broken: [
      { path: "lib/notes/queries.ts", text: `import { f } from "@/lib/cahier-de-texte/access";` },
      { path: "lib/notes/queries.ts", text: `import type { f } from "@/lib/auth/session";` },
      { path: "lib/notes/queries.ts", text: `import { f } from "@/lib/cahier-de-texte/commands";` },
      { path: "lib/time/day.ts", text: `import { f } from "@/lib/school/rules";` },
      { path: "lib/db/client.ts", text: `import { f } from "@/lib/cahier-de-texte/types";` },
    ],
    sound: [
      { path: "lib/notes/queries.ts", text: `import { f } from "@/lib/cahier-de-texte/queries";` },
      { path: "lib/notes/queries.ts", text: `import { f } from "@/lib/notes/access";` },
      { path: "lib/notes/queries.ts", text: `import type { Context } from "@/lib/auth/context";` },
      { path: "lib/jobs/tasks.ts", text: `import { f } from "@/lib/notes/jobs";` },
    ],
  },
  "lib knows no page and no component, and nothing in the product knows tests and scripts": {
    broken: [
      { path: "lib/notes/types.ts", text: `import type { X } from "@/components/notes/x";` },
      { path: "components/notes/x.tsx", text: `import { x } from "@/app/(portail)/notes/x";` },
      { path: "app/page.tsx", text: `import { x } from "@/tests/factories/world";` },
      { path: "lib/notes/types.ts", text: `import { x } from "@/scripts/start";` },
    ],
    sound: [{ path: "components/notes/x.tsx", text: `import type { X } from "@/lib/notes/types";` }],
  },
  "only lib/db knows Prisma": {
    broken: [
      { path: "lib/notes/queries.ts", text: `import { PrismaClient } from "@prisma/client";` },
      { path: "lib/notes/queries.ts", text: `import type { Prisma } from "@/lib/db/generated/client";` },
      { path: "prisma/demo/x.ts", text: `import { PrismaPg } from "@prisma/adapter-pg";` },
    ],
    sound: [{ path: "lib/notes/queries.ts", text: `import type { Prisma } from "@/lib/db/types";` }],
  },
  "queries, commands and editing stay on the server": {
    broken: [
      { path: "lib/notes/queries.ts", text: `export async function f() {}` },
      { path: "lib/notes/commands.ts", text: `// import "server-only";` },
    ],
    sound: [
      { path: "lib/notes/queries.ts", text: `import "server-only";` },
      { path: "lib/notes/rules.ts", text: `export const x = 1;` },
    ],
  },
  "only lib/env.ts reads the environment": {
    broken: [
      { path: "lib/notes/rules.ts", text: `export const x = process.env.PORT;` },
      { path: "app/page.tsx", text: `const { PORT } = process\n  .env;` },
      { path: "components/x.tsx", text: `export const x = process["env"];` },
    ],
    sound: [
      { path: "scripts/start.ts", text: `export const x = process.env.PORT;` },
      { path: "lib/notes/rules.ts", text: `export const x = "process.env";` },
    ],
  },
  "the bypass of the walls is for jobs, importers and scripts": {
    broken: [
      { path: "lib/notes/commands.ts", text: `import { withSystem } from "@/lib/db/system";` },
      { path: "app/page.tsx", text: `const { withSystem } = await import("@/lib/db/system");` },
    ],
    sound: [{ path: "lib/notes/jobs.ts", text: `import { withSystem } from "@/lib/db/system";` }],
  },
  "no SQL is built from text outside of the two files that open transactions": {
    broken: [
      { path: "lib/notes/queries.ts", text: `await ctx.db.$queryRawUnsafe(text);` },
      { path: "scripts/x.ts", text: `await db["$executeRawUnsafe"](text);` },
    ],
    sound: [{ path: "lib/notes/queries.ts", text: "await ctx.db.$queryRaw`SELECT ${1}`;" }],
  },
  "no condition is an empty OR, which Prisma reads as «anything» inside an AND": {
    broken: [{ path: "lib/notes/access.ts", text: `export const x = { schoolId, OR: [] };` }],
    sound: [{ path: "lib/notes/access.ts", text: `export const x = { OR: [{ a: 1 }], AND: [] };` }],
  },
  "who reads guardianships knows of judgments: lib/school/guardians.ts": {
    broken: [
      { path: "lib/notes/notices.ts", text: `await db.guardianship.findMany({ where: { schoolId } });` },
      { path: "lib/notes/access.ts", text: `export const x = { wards: { some: { level: 1 } } };` },
      { path: "lib/notes/jobs.ts", text: "await db.$queryRaw`SELECT FROM guardianship g`;" },
    ],
    sound: [
      {
        path: "lib/notes/notices.ts",
        text: `import { shutTies } from "@/lib/school/guardians";\nawait db.guardianship.findMany({ NOT: shut });`,
      },
      { path: "lib/imports/store.ts", text: `await db.guardianship.findMany({ where: { schoolId } });` },
    ],
  },
  "no HTML text enters a page": {
    broken: [
      { path: "components/x.tsx", text: `const x = <div dangerouslySetInnerHTML={{ __html: text }} />;` },
      { path: "components/x.tsx", text: `const x = <div {...{ dangerouslySetInnerHTML: html }} />;` },
    ],
    sound: [{ path: "components/x.tsx", text: `// never dangerouslySetInnerHTML` }],
  },
  "a server action is made by defineAction, definePublicAction or definePlatformAction": {
    broken: [
      { path: "lib/notes/actions.ts", text: `"use server";\nexport async function give() {}` },
      { path: "lib/notes/actions.ts", text: `"use server";\nexport const give = async () => {};` },
      { path: "lib/notes/actions.ts", text: `"use server";\nexport { give } from "./commands";` },
      { path: "lib/notes/actions.ts", text: `"use server";\nexport default async function () {}` },
      { path: "app/page.tsx", text: `async function give() {\n  "use server";\n}` },
    ],
    sound: [
      { path: "lib/notes/actions.ts", text: `"use server";\nexport const give = defineAction({});` },
      { path: "lib/notes/actions.ts", text: `"use server";\nexport type { X } from "./types";` },
    ],
  },
  "one clock: lib/time/clock.ts": {
    broken: [
      { path: "lib/notes/rules.ts", text: `export const x = Date.now();` },
      { path: "lib/notes/rules.ts", text: `export const x = new Date();` },
      { path: "app/page.tsx", text: `export const x = Temporal.Now.instant();` },
    ],
    sound: [{ path: "lib/notes/rules.ts", text: `export const x = new Date(0);` }],
  },
  "one module of formats: lib/time/format.ts": {
    broken: [
      { path: "components/x.tsx", text: `export const x = new Intl.NumberFormat("fr");` },
      { path: "lib/notes/rules.ts", text: `export const x = (1).toLocaleString();` },
    ],
    sound: [{ path: "lib/time/format.ts", text: `export const x = new Intl.NumberFormat("fr");` }],
  },
  "a page of the portal composes: 40 lines at most": {
    broken: [{ path: "app/(portail)/notes/page.tsx", text: "const x = 1;\n".repeat(41) }],
    sound: [{ path: "app/(portail)/notes/page.tsx", text: "const x = 1;\n".repeat(40) }],
  },
};

describe("the rules of the house", () => {
  it.each(rules)("$name", (rule) => {
    expect(breachesOf(rule, files)).toEqual([]);
  });

  it.each(rules)("can fail: $name (canaries)", (rule) => {
    const { broken, sound } = canaries[rule.name] ?? { broken: [], sound: [] };
    expect(broken).not.toEqual([]);
    for (const file of broken) expect(breachesOf(rule, [parsed(file)]), file.text).not.toEqual([]);
    for (const file of sound) expect(breachesOf(rule, [parsed(file)]), file.text).toEqual([]);
  });

  it("every file can be read in one go: 24 kB at most", () => {
    const texts = [
      ...sources,
      ...sourcesIn("docs", /\.md$/),
      ...sourcesIn("components", /\.css$/),
      ...sourcesIn("prisma/schema", /\.prisma$/),
    ];
    expect(texts.filter(isTooLarge).map(({ path }) => path)).toEqual([]);
    expect(isTooLarge({ path: "canary", text: "é".repeat(12_001) })).toBe(true);
  });

  it("really reads the sources", () => {
    expect(files.length).toBeGreaterThan(150);
    const actions = files.find(({ path }) => path === "lib/cahier-de-texte/actions.ts");
    expect(actions?.directives).toEqual(["use server"]);
    expect(actions?.imports).toContain("@/lib/actions/define-action");
  });
});
