import { chromium, type Page } from "@playwright/test";
import { newId } from "@/lib/db/id";
import { ensureBrowser, findBrowser } from "@/scripts/platform/browser";
import { withClient } from "@/scripts/platform/roles";

/** What a key costs in the grade grid: milliseconds from the key to the picture that follows it. */
export interface KeyCost {
  p50: number;
  p95: number;
  worst: number;
  rows: number;
  columns: number;
  /** The same in a page that holds one field and nothing else: what the browser and the machine take anyway. */
  floor: { p50: number; p95: number };
}

/** As many assessments as a busy year's period holds. */
const COLUMNS = 20;
const CELLS_TYPED = 60;

/** Gives the service that this teacher grades most so many assessments, all marked. @returns its id. */
async function widen(adminUrl: string, login: string): Promise<string> {
  return withClient(adminUrl, async (client) => {
    await client.query("SET ROLE preau_system");
    const { rows } = await client.query<{ service_id: string; own: number }>(
      `SELECT a.service_id, count(DISTINCT a.id)::int AS own
       FROM assessment a
       JOIN service_teacher t ON t.school_id = a.school_id AND t.service_id = a.service_id
       JOIN person p ON p.school_id = t.school_id AND p.id = t.teacher_id
       JOIN account c ON c.id = p.account_id
       JOIN grade g ON g.school_id = a.school_id AND g.assessment_id = a.id
       WHERE c.login = $1
       GROUP BY a.service_id ORDER BY count(*) DESC LIMIT 1`,
      [login],
    );
    const [service] = rows;
    if (!service) throw new Error(`${login} grades nothing.`);
    const ids = Array.from({ length: Math.max(0, COLUMNS - service.own) }, () => newId());
    await client.query(
      `INSERT INTO assessment (school_id, id, service_id, period_id, title, held_on, out_of, coefficient, brought_to_scale,
         author_id, created_at, updated_at)
       SELECT a.school_id, n.id, a.service_id, a.period_id, 'Essai ' || n.position, a.held_on, 20, 1, true,
         a.author_id, a.created_at, a.updated_at
       FROM (SELECT * FROM assessment WHERE service_id = $1 ORDER BY held_on LIMIT 1) a,
         unnest($2::uuid[]) WITH ORDINALITY AS n (id, position)`,
      [service.service_id, ids],
    );
    await client.query(
      `INSERT INTO grade (school_id, assessment_id, student_id, points, updated_by_id, updated_at)
       SELECT a.school_id, a.id, e.student_id, 12, a.author_id, a.updated_at
       FROM assessment a
       JOIN service s ON s.school_id = a.school_id AND s.id = a.service_id
       JOIN enrollment e ON e.school_id = a.school_id AND e.group_id = s.group_id
       WHERE a.id = ANY ($1::uuid[]) ON CONFLICT DO NOTHING`,
      [ids],
    );
    return service.service_id;
  });
}

/**
 * Types grades down the columns of a wide grid as a teacher does: two figures, Enter. Chromium, this machine's processor as it is.
 * @param cookie the session of the teacher.
 */
export async function keyCost(origin: string, cookie: string, adminUrl: string, login: string): Promise<KeyCost> {
  const serviceId = await widen(adminUrl, login);
  ensureBrowser();
  const executablePath = findBrowser();
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 800 } });
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url: origin }]);
    const page = await context.newPage();
    await page.goto(`${origin}/notes/services/${serviceId}`, { waitUntil: "networkidle" });
    const size = await page.evaluate(() => ({
      rows: document.querySelectorAll(".grade-table tbody tr").length,
      columns: document.querySelectorAll(".grade-table tbody tr:first-child input").length,
    }));
    await watchKeys(page);
    for (let typed = 0; typed < CELLS_TYPED; typed += 1) {
      const column = Math.floor(typed / size.rows);
      if (typed % size.rows === 0) await page.locator(`input[data-row="0"][data-column="${column}"]`).focus();
      await typeGrade(page, typed);
    }
    const times = await keyTimes(page);

    await page.goto("about:blank");
    await page.setContent("<input autofocus>");
    await watchKeys(page);
    await page.locator("input").focus();
    for (let typed = 0; typed < CELLS_TYPED; typed += 1) await typeGrade(page, typed);
    const bare = await keyTimes(page);
    return {
      p50: at(times, 0.5),
      p95: at(times, 0.95),
      worst: at(times, 1),
      ...size,
      floor: { p50: at(bare, 0.5), p95: at(bare, 0.95) },
    };
  } finally {
    await browser.close();
  }
}

async function typeGrade(page: Page, typed: number): Promise<void> {
  for (const key of ["1", String(typed % 10), "Enter"]) await page.keyboard.press(key, { delay: 30 });
}

/** What was measured so far, the shortest first. */
async function keyTimes(page: Page): Promise<number[]> {
  const times = await page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
  return times.toSorted((a, b) => a - b);
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

/** From the key, as the browser dates it, until the frame that shows what it did has been handed over. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keyTimes: times });
    addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - timeStamp);
          port2.postMessage(null);
        }),
      { capture: true },
    );
  });
}
