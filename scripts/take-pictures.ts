import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { demoAccounts, PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";
import { ensureBrowser, findBrowser } from "@/scripts/platform/browser";
import { Failure, run } from "@/scripts/platform/failure";
import { freePort } from "@/scripts/platform/free-port";
import { NODE_FLAGS } from "@/scripts/platform/service";
import { FROZEN_CLOCK } from "@/tests/setup/clock";

const FOLDER = "docs/images";
/** Building and making the demo, on a slow machine. */
const START_MS = 300_000;

interface Picture {
  name: string;
  /** Who looks; null for the door itself. */
  login: string | null;
  phone: boolean;
  dark?: boolean;
  /** Many and small, rather than sharp. */
  isSmall?: boolean;
  /** From the home page to what is shown. */
  go?: (page: Page) => Promise<void>;
}

/** Follows the first link of the page to an address that begins so, and on to what stands under it. */
function through(from: string, link: string, under = ""): (page: Page) => Promise<void> {
  return async (page) => {
    await page.goto(from);
    const href = await page.locator(`main a[href^="${link}"]`).first().getAttribute("href");
    if (href === null) throw new Failure(`No link to ${link} on ${from}.`);
    await page.goto(href.replace(/(?=\?|$)/, under));
  };
}

/** The main screens, each on a phone and on a desktop: docs/screens.md. */
const SCREENS: readonly [name: string, login: string, go: (page: Page) => Promise<void>][] = [
  ["accueil-eleve", "lina.benali", at("/accueil")],
  ["accueil-parent", "nadia.benali", at("/accueil")],
  ["accueil-professeur", "camille.rousseau", at("/accueil")],
  ["accueil-cpe", "fatou.diallo", at("/accueil")],
  ["accueil-principale", "helene.vasseur", at("/accueil")],
  ["accueil-administratrice", "maelle.legoff", at("/accueil")],
  ["travail", "lina.benali", at("/cahier-de-texte")],
  ["emploi-du-temps", "lina.benali", at("/emploi-du-temps")],
  ["notes-eleve", "lina.benali", at("/notes")],
  ["notes-grille", "camille.rousseau", through("/notes", "/notes/services/")],
  ["notes-reglages", "camille.rousseau", through("/notes", "/notes/services/", "/reglages")],
  ["bulletins", "helene.vasseur", through("/notes/bulletins", "/notes/bulletins/classes/")],
  ["appel", "camille.rousseau", through("/absences", "/absences/appel/")],
  ["absences-suivi", "fatou.diallo", at("/absences")],
  ["absences-parent", "nadia.benali", at("/absences")],
  ["messagerie", "nadia.benali", at("/messagerie")],
  ["message", "lina.benali", through("/messagerie", "/messagerie/0")],
  ["actualites", "nadia.benali", at("/actualites")],
  ["ressources", "lina.benali", at("/ressources")],
  ["documents", "camille.rousseau", through("/documents", "/documents/")],
  ["notifications", "lina.benali", at("/notifications")],
  ["comptes", "maelle.legoff", at("/comptes")],
  ["import", "maelle.legoff", through("/comptes/imports", "/comptes/imports/")],
  ["droits", "helene.vasseur", at("/comptes/droits")],
  ["annees", "helene.vasseur", at("/comptes/annees")],
  ["departs", "maelle.legoff", at("/comptes/departs")],
  ["etablissement", "maelle.legoff", at("/comptes/etablissement")],
  ["compte", "nadia.benali", at("/compte")],
  ["plateforme", PLATFORM_ACCOUNT.login, at("/plateforme")],
];

function at(path: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.goto(path);
  };
}

const PICTURES: readonly Picture[] = [
  ...SCREENS.flatMap(([name, login, go]) => [
    { name: `${name}-telephone`, login, phone: true, go, isSmall: true },
    { name: `${name}-ordinateur`, login, phone: false, go, isSmall: true },
  ]),
  { name: "connexion", login: null, phone: false },
  { name: "eleve-telephone", login: "lina.benali", phone: true },
  { name: "parent-telephone", login: "nadia.benali", phone: true, dark: true },
  {
    name: "enseignant-seance",
    login: "camille.rousseau",
    phone: false,
    go: async (page) => {
      await page.goto("/accueil?jour=2026-11-17");
      await page
        .getByRole("link", { name: /^Ouvrir/ })
        .first()
        .click();
      await page.getByRole("textbox").first().waitFor();
    },
  },
];

async function untilItAnswers(origin: string, isOver: () => boolean): Promise<void> {
  const end = performance.now() + START_MS;
  while (performance.now() < end && !isOver()) {
    const isUp = await fetch(`${origin}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await delay(500);
  }
  throw new Failure("The portal of the pictures did not open; its own message is above.");
}

async function take(
  browser: Browser,
  origin: string,
  { name, login, phone, dark, go, isSmall }: Picture,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 800 },
    isMobile: phone,
    hasTouch: phone,
  });
  await context.clock.setFixedTime(FROZEN_CLOCK);
  const page = await context.newPage();
  await page.goto("/connexion");
  const account = [...demoAccounts(), PLATFORM_ACCOUNT].find((candidate) => candidate.login === login);
  if (account) {
    await page.getByRole("button", { name: account.label }).click();
    await page.waitForURL(/\/(accueil|plateforme)/);
  }
  await go?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: `${FOLDER}/${name}.${isSmall ? "jpg" : "png"}`,
    ...(isSmall && { quality: 60 }),
    animations: "disabled",
    caret: "hide",
  });
  await context.close();
}

// Pictures of the README and of docs/screens.md, of the demo on the frozen day of the tests.
run(async () => {
  ensureBrowser();
  await mkdir(FOLDER, { recursive: true });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = spawn(process.execPath, [...NODE_FLAGS, "scripts/e2e-server.ts"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = once(server, "exit");
  try {
    await untilItAnswers(origin, () => server.exitCode !== null);
    const executablePath = findBrowser();
    const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox"] });
    for (const picture of PICTURES) await take(browser, origin, picture);
    await browser.close();
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
});
