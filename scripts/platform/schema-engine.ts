import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm";
import type * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { DatabaseError, Pool } from "pg";
import { Failure } from "@/scripts/platform/failure";
import { OWNER_ROLE } from "@/scripts/platform/roles";

type Bindings = typeof bindings;

let loading: Promise<Bindings> | undefined;

/** The engine forgets the ten-second timer of its lock, which would keep a finished process alive. */
function withoutHoldingTimers(imports: Record<string, unknown>): WebAssembly.ModuleImports {
  const entries = Object.entries(imports).map(([name, value]) => {
    if (!name.startsWith("__wbg_setTimeout_")) return [name, value];
    const setTimer = value as (...parameters: unknown[]) => NodeJS.Timeout;
    return [name, (...parameters: unknown[]) => setTimer(...parameters).unref()];
  });
  return Object.fromEntries(entries) as WebAssembly.ModuleImports;
}

/** Node 20 imports no `.wasm`: what the package's entry does is done by hand. */
async function loadBindings(): Promise<Bindings> {
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const loaded = (await import(glue)) as Bindings;
  const { instance } = await WebAssembly.instantiate(await readFile(glue.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": withoutHoldingTimers({ ...loaded }),
  });
  loaded.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return loaded;
}

/** PostgreSQL's own words for a failed script, with the line it failed at. */
function describe(error: unknown, script: string): string {
  if (!(error instanceof DatabaseError)) return error instanceof Error ? error.message : String(error);
  const line = error.position ? script.slice(0, Number(error.position)).split("\n").length : undefined;
  return [error.message, line && `at line ${line}`, error.detail, error.hint, error.where].filter(Boolean).join(" · ");
}

/**
 * The adapter's own `executeScript` cuts a script at every semicolon, function bodies included, and sends the pieces one
 * by one. Sent whole, without parameters, PostgreSQL runs it as one transaction, as Prisma's native engine does.
 */
function wholeScripts(pool: Pool, onFailure: (reason: string) => void): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const sendWhole = async (connecting: ReturnType<PrismaPg["connect"]>): Promise<SqlDriverAdapter> => {
    const adapter = await connecting;
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        onFailure(describe(error, script));
        throw error;
      }
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => sendWhole(factory.connect()),
    connectToShadowDb: () => sendWhole(factory.connectToShadowDb()),
  };
}

/**
 * Runs `use` with Prisma's official schema engine, as WebAssembly, acting as `preau_owner` on the database of an
 * administrator's address. The Prisma CLI would download a binary instead, which servers without internet cannot.
 *
 * @throws Failure with PostgreSQL's reason when a script fails, else with the engine's.
 */
export async function withSchemaEngine<T>(adminUrl: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const { SchemaEngine: Engine } = await (loading ??= loadBindings());
  const pool = new Pool({ connectionString: adminUrl, max: 1, options: `-c role=${OWNER_ROLE}` });
  let reason: string | undefined;
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool, (text) => (reason ??= text)));
  try {
    return await use(await Engine.new({ datamodels: undefined }, () => undefined, adapter));
  } catch (error) {
    throw new Failure(reason ?? (error instanceof Error ? error.message : String(error)));
  } finally {
    await pool.end();
  }
}

/**
 * The SQL that leads from one Prisma schema to another.
 *
 * @param adminUrl any database: the engine wants to be connected, and looks at nothing there.
 * @param from the schema so far; undefined when there is none.
 * @returns undefined when nothing changes.
 * @throws Failure with the engine's words when a schema is wrong.
 */
export async function schemaDiff(
  adminUrl: string,
  from: SchemaContainer[] | undefined,
  to: SchemaContainer[],
): Promise<string | undefined> {
  return withSchemaEngine(adminUrl, async (engine) => {
    const { stdout, exitCode } = await engine.diff({
      from: from ? { tag: "schemaDatamodel", files: from } : { tag: "empty" },
      to: { tag: "schemaDatamodel", files: to },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? undefined : (stdout ?? undefined);
  });
}
