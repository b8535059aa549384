import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": root.replace(/\/$/, ""),
      // As Next resolves it for server code; the plain file asks React for client contexts.
      "next/navigation": "next/dist/client/components/navigation.react-server.js",
    },
  },
  // Under this condition `server-only` is empty (elsewhere it throws) and React gives its server build.
  ssr: {
    resolve: {
      conditions: ["react-server", "module", "node", "development|production"],
      externalConditions: ["react-server"],
    },
  },
  test: {
    environment: "node",
    // A test waits for PostgreSQL as long as it computes: one per core, not one fewer.
    maxWorkers: "100%",
    setupFiles: "tests/setup/environment.ts",
    execArgv: ["--conditions=react-server"],
    server: { deps: { inline: ["next-auth"] } },
    mockReset: true,
    projects: [
      // A property asks for hundreds of cases: seconds where nothing else runs, more beside a build.
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/{integration,access}/**/*.test.{ts,tsx}"],
          globalSetup: "tests/setup/server.ts",
          setupFiles: ["tests/setup/environment.ts", "tests/setup/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
