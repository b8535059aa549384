import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Failure } from "@/scripts/platform/failure";

/** Names the Chromium of the end-to-end tests where it is in an unusual place. */
export const BROWSER_VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH";

/** Chromium without its own windows, whose tabs and menus cost the tests a third of their time. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";
const USUAL_PLACES = [HEADLESS_SHELL, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is: the variable's, the system's, or the one that Playwright downloaded. */
export function findBrowser(): string | undefined {
  const candidates = [process.env[BROWSER_VARIABLE], ...USUAL_PLACES, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/**
 * Installs Debian's headless Chromium where this process may, unless a browser was named; any other does as well, more slowly.
 *
 * @throws Failure saying what to install.
 */
export function ensureBrowser(): void {
  if (process.env[BROWSER_VARIABLE] || existsSync(HEADLESS_SHELL)) return;
  const apt = (...parameters: string[]): boolean =>
    spawnSync("apt-get", parameters, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (process.getuid?.() === 0 && apt("update", "-qq")) {
    const install = (name: string): boolean =>
      apt("install", "-y", "-qq", "--no-install-recommends", name, "fonts-liberation");
    if (!install("chromium-headless-shell") && !findBrowser()) install("chromium");
  }
  if (!findBrowser()) {
    throw new Failure(
      `End-to-end tests need Chromium: \`apt install chromium-headless-shell\`, or its path in ${BROWSER_VARIABLE}.`,
    );
  }
}
