import { parseSync } from "vite";
import type { Source } from "./sources";

// The rules of the house (docs/adr/0001… and 0003), each a function from files to what breaks it. They read the syntax tree,
// so that a comment, a text or a line break changes nothing.

/** A file that breaks a rule, and how. */
export interface Breach {
  path: string;
  what: string;
}

export interface Rule {
  name: string;
  breaches: (file: Parsed) => string[];
}

interface Tree {
  type: string;
  [field: string]: unknown;
}

/** A source file with its syntax tree. */
export interface Parsed extends Source {
  body: Tree[];
  nodes: Tree[];
  /** What it imports, types included: static, dynamic and re-exported. */
  imports: string[];
  /** What it imports when it runs: the same without what is only types. */
  loaded: string[];
  directives: string[];
}

/** Reads a file. @throws SyntaxError when it is not TypeScript. */
export function parsed(source: Source): Parsed {
  const { program, errors } = parseSync(source.path, source.text);
  if (errors[0]) throw new SyntaxError(`${source.path}: ${errors[0].message}`);
  const body = program.body as unknown as Tree[];
  const nodes: Tree[] = [];
  for (const node of body) collect(node, nodes);
  const importing = nodes.filter(({ type }) =>
    /^(Import(Declaration|Expression)|Export(All|Named)Declaration)$/.test(type),
  );
  return {
    ...source,
    body,
    nodes,
    imports: importing.flatMap((node) => textOf(node["source"])),
    loaded: importing.filter((node) => !isOfTypes(node)).flatMap((node) => textOf(node["source"])),
    directives: body.flatMap((node) => (typeof node["directive"] === "string" ? [node["directive"]] : [])),
  };
}

/** Every breach of a rule in these files. */
export function breachesOf(rule: Rule, files: readonly Parsed[]): Breach[] {
  return files.flatMap((file) => rule.breaches(file).map((what) => ({ path: file.path, what })));
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function collect(node: Tree, into: Tree[]): void {
  into.push(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isTree(child)) collect(child, into);
  }
}

/** `import type`, or nothing but types between the braces. */
function isOfTypes(node: Tree): boolean {
  const ofTypes = (each: unknown) => isTree(each) && (each["importKind"] === "type" || each["exportKind"] === "type");
  const { specifiers } = node;
  return ofTypes(node) || (Array.isArray(specifiers) && specifiers.length > 0 && specifiers.every(ofTypes));
}

/** The value of a text literal, as a list of none or one. */
function textOf(node: unknown): string[] {
  return isTree(node) && typeof node["value"] === "string" ? [node["value"]] : [];
}

function nameOf(node: unknown): string | null {
  if (!isTree(node)) return null;
  if (node.type === "Identifier" || node.type === "JSXIdentifier") return String(node["name"]);
  return textOf(node)[0] ?? null;
}

/** `object.property`, by name. */
function isMember(node: Tree, object: string, property?: string): boolean {
  return (
    node.type === "MemberExpression" &&
    nameOf(node["object"]) === object &&
    (property === undefined || nameOf(node["property"]) === property)
  );
}

const isIn =
  (...folders: string[]) =>
  ({ path }: Source): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

const isOurs = isIn("app", "components", "lib");

/** Imports under the alias that are not among those allowed. */
function strangers(file: Parsed, among: RegExp, allowed: RegExp): string[] {
  return file.imports.filter((each) => among.test(each) && !allowed.test(each)).map((each) => `imports ${each}`);
}

/** Rooms that every other may enter by any door. They hold no module of the portal. */
const BASE =
  "db|actions|errors|time|journal|env|logger|files|storage|rich-text|modules|comfort|comfort-cookie|fold|pdf";
/** Files of other rooms that are everybody's. */
const SHARED =
  "auth/context|auth/viewer|school/settings|school/guardians|school/calendar|school/schemes|mail/[^/]+|live/announce|notifications/recipients";
/** The same, for what stands above the schools and begins them. */
const ABOVE = "auth/platform|school/opening";
/** One room may enter another here only. */
const DOORS = "queries|rules|types";
/** Doors made for one visitor. */
const OWN_DOORS: Record<string, RegExp> = {
  actions: /^@\/lib\/auth\/(address|security-headers)$/,
  // Its calendars cannot sign in: their address is a secret of its own, counted like the others.
  "emploi-du-temps": /^@\/lib\/auth\/(codes|limits)$/,
  // It hands out the codes that open accounts. A change of policy gives results new instants in its own transaction.
  comptes: /^@\/lib\/(auth\/(access|access-codes|profile-label|right-words)|notes\/redating)$/,
  // It asks each module's own rules who can do what, and never repeats them.
  // Lessons pass to a substitute in the transaction that appoints it.
  droits: /^@\/lib\/(?:(?:notes\/)?[^/]+\/access|auth\/(?:profile-label|right-words)|emploi-du-temps\/handover)$/,
  // What it changes is told in the words of a person's page.
  imports: /^@\/lib\/(comptes\/wording|auth\/profile-label)$/,
  // A copy of one's data tells a bulletin as it was published.
  departs: /^@\/lib\/(auth\/profile-label|notes\/bulletins\/schema)$/,
  jobs: /^@\/lib\/[^/]+\/jobs$/,
  notifications: /^@\/lib\/[^/]+\/notices$/,
  // A school is created by hand as it is by its files; codes are made as everywhere.
  plateforme: /^@\/lib\/(auth\/codes|imports\/(uai|academies))$/,
};

/** Actions that read no form and need no viewer. */
const BARE_ACTIONS = new Set(["lib/auth/actions.ts signOutAction"]);

export const rules: Rule[] = [
  {
    name: "the design system knows no domain",
    breaches: (file) => {
      if (!isIn("components/ui")(file)) return [];
      const gallery = isIn("components/ui/gallery")(file) ? "|lib/env|components/shell/.*" : "";
      return strangers(file, /^@\//, new RegExp(`^@/(components/ui/.*|lib/time/format${gallery})$`));
    },
  },
  {
    name: "a room of lib enters another by its queries, rules or types",
    breaches: (file) => {
      const room = /^lib\/([^/.]+)/.exec(file.path)?.[1];
      if (!room) return [];
      const isBase = new RegExp(`^(${BASE})$`).test(room);
      const doors = isBase ? "" : `|[^/]+/(${DOORS})`;
      const allowed = new RegExp(`^@/lib/((${room}|${BASE})(/.*)?|${SHARED}|${ABOVE}${doors})$`);
      return strangers(file, /^@\/lib\//, allowed).filter(
        (each) => !OWN_DOORS[room]?.test(each.slice("imports ".length)),
      );
    },
  },
  {
    // The sign-in page offers the persons of the demo: their list is all that the product knows of it.
    name: "lib knows no page and no component, and nothing in the product knows tests and scripts",
    breaches: (file) => {
      if (isIn("lib")(file)) return strangers(file, /^@\//, /^@\/(lib|prisma\/demo\/accounts$)/);
      if (isIn("components")(file)) return strangers(file, /^@\//, /^@\/(lib|components)\//);
      return isIn("app")(file) ? strangers(file, /^@\//, /^@\/((lib|components|app)\/|prisma\/demo\/accounts$)/) : [];
    },
  },
  {
    name: "only lib/db knows Prisma",
    breaches: (file) =>
      isIn("lib/db", "scripts")(file) || file.path.endsWith(".config.ts")
        ? []
        : file.imports
            .filter((each) => /^@prisma\/|\/generated\/client$|lib\/db\/generated/.test(each))
            .map((each) => `imports ${each}`),
  },
  {
    name: "queries, commands and editing stay on the server",
    breaches: (file) =>
      isIn("lib")(file) && /\/(queries|commands|editing)\.ts$/.test(file.path) && !file.imports.includes("server-only")
        ? ["does not import server-only"]
        : [],
  },
  {
    name: "only lib/env.ts reads the environment",
    breaches: (file) => {
      // instrumentation.ts: Next replaces this one by its value when it builds.
      const mayRead =
        isIn("lib/env.ts", "instrumentation.ts", "scripts", "tests")(file) || file.path.endsWith(".config.ts");
      return !mayRead && file.nodes.some((node) => isMember(node, "process", "env")) ? ["reads process.env"] : [];
    },
  },
  {
    name: "the bypass of the walls is for jobs, importers and scripts",
    breaches: (file) =>
      isIn("lib/db", "lib/jobs", "lib/imports", "prisma", "scripts", "tests")(file) || file.path.endsWith("/jobs.ts")
        ? []
        : file.imports.filter((each) => each === "@/lib/db/system").map(() => "imports withSystem"),
  },
  {
    name: "no SQL is built from text outside of the two files that open transactions",
    breaches: (file) =>
      isIn("lib/db/transaction.ts", "lib/db/system.ts", "tests")(file)
        ? []
        : file.nodes
            .map((node) => (node.type === "MemberExpression" ? nameOf(node["property"]) : null))
            .filter((name) => name === "$queryRawUnsafe" || name === "$executeRawUnsafe")
            .map((name) => `calls ${name}`),
  },
  {
    name: "no condition is an empty OR, which Prisma reads as «anything» inside an AND",
    breaches: (file) =>
      file.nodes.flatMap((node) =>
        node.type === "Property" &&
        nameOf(node["key"]) === "OR" &&
        isTree(node["value"]) &&
        node["value"].type === "ArrayExpression" &&
        (node["value"]["elements"] as unknown[]).length === 0
          ? ["writes OR: []"]
          : [],
      ),
  },
  {
    name: "who reads guardianships knows of judgments: lib/school/guardians.ts",
    breaches: (file) => {
      // These read guardianships as facts: what the files say, what a person's page shows and changes, what goes when somebody leaves.
      const isFact = isIn("lib/db", "lib/imports", "lib/school/guardians.ts", "lib/comptes", "lib/departs")(file);
      if (!isIn("lib")(file) || isFact || file.imports.includes("@/lib/school/guardians")) return [];
      const reads = file.nodes.some(
        (node) =>
          (node.type === "MemberExpression" && nameOf(node["property"]) === "guardianship") ||
          (node.type === "Property" && nameOf(node["key"]) === "wards") ||
          (node.type === "TemplateElement" && /\bguardianship\b/.test(JSON.stringify(node["value"]))),
      );
      return reads ? ["reads guardianships, judgments apart"] : [];
    },
  },
  {
    name: "no HTML text enters a page",
    breaches: (file) =>
      file.nodes.some((node) => nameOf(node["name"] ?? node["key"]) === "dangerouslySetInnerHTML")
        ? ["uses dangerouslySetInnerHTML"]
        : [],
  },
  {
    name: "a server action is made by defineAction, definePublicAction or definePlatformAction",
    breaches: (file) => {
      if (!isOurs(file)) return [];
      if (!file.directives.includes("use server")) {
        const isInline = file.nodes.some((node) => node["directive"] === "use server");
        return isInline && !isIn("components/ui/gallery")(file) ? ["declares an action inside of a function"] : [];
      }
      return file.body.filter((node) => node.type.startsWith("Export")).flatMap((node) => bareActions(file.path, node));
    },
  },
  {
    name: "one clock: lib/time/clock.ts",
    breaches: (file) => {
      if (!isIn("app", "lib")(file) || isIn("lib/time/clock.ts", "lib/auth/limits.ts")(file)) return [];
      const isClock = (node: Tree): boolean =>
        isMember(node, "Date", "now") ||
        isMember(node, "Temporal", "Now") ||
        (node.type === "NewExpression" &&
          nameOf(node["callee"]) === "Date" &&
          (node["arguments"] as unknown[]).length === 0);
      return file.nodes.some(isClock) ? ["reads the clock of the machine"] : [];
    },
  },
  {
    name: "one module of formats: lib/time/format.ts",
    breaches: (file) => {
      if (!isOurs(file) || isIn("lib/time/format.ts")(file)) return [];
      const isFormat = (node: Tree): boolean =>
        isMember(node, "Intl") ||
        (node.type === "MemberExpression" && /^toLocale(Date|Time)?String$/.test(nameOf(node["property"]) ?? ""));
      return file.nodes.some(isFormat) ? ["formats with Intl"] : [];
    },
  },
  {
    name: "a page of the portal composes: 40 lines at most",
    breaches: (file) => {
      const lines = file.text.trimEnd().split("\n").length;
      return isIn("app/(portail)")(file) && file.path.endsWith("/page.tsx") && lines > 40 ? [`has ${lines} lines`] : [];
    },
  },
];

/** No file that a reviewer would not read: 24 kB at most. */
export function isTooLarge({ text }: Source): boolean {
  return Buffer.byteLength(text) > 24_000;
}

/** The exports of an actions file that are not made by the one way; types are free. */
function bareActions(path: string, node: Tree): string[] {
  if (node["exportKind"] === "type") return [];
  const declaration = node["declaration"];
  if (!isTree(declaration)) return ["exports something that it does not declare"];
  if (declaration.type !== "VariableDeclaration") {
    const name = nameOf(declaration["id"]) ?? "default";
    return BARE_ACTIONS.has(`${path} ${name}`) ? [] : [`exports ${name}`];
  }
  return (declaration["declarations"] as Tree[])
    .filter((each) => {
      const made = each["init"];
      const maker = isTree(made) && made.type === "CallExpression" ? nameOf(made["callee"]) : null;
      return maker !== "defineAction" && maker !== "definePublicAction" && maker !== "definePlatformAction";
    })
    .map((each) => `exports ${nameOf(each["id"])}`);
}
