import { createHash, randomBytes } from "node:crypto";
import type { APIResponse } from "@playwright/test";
import { publicRoutes } from "@/lib/auth/public-routes";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, type Visits } from "@/tests/e2e/support/visits";
import { allRoutes, exampleOf } from "@/tests/e2e/support/routes";

const UPLOAD = "/api/cahier-de-texte/files";
const noncesOf = (response: APIResponse) => /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "");

/** Large enough to have passed through everything that cuts bodies short. */
function aLargePdf(): Buffer {
  return Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(12 * 1024 * 1024)]);
}

test("signed out, a page leads to the door and back, and a route says nothing", async ({ request }) => {
  test.slow();
  for (const route of allRoutes()) {
    const address = exampleOf(route);
    await test.step(`${route.kind} ${route.address}`, async () => {
      const response = await request.get(address, { maxRedirects: 0 });
      if (publicRoutes.includes(route.address) || route.address.startsWith("/dev/")) {
        expect([200, 307, 404]).toContain(response.status());
      } else if (route.kind === "page") {
        expect(response.status()).toBe(307);
        const target = new URL(response.headers()["location"] ?? "", response.url());
        expect(target.pathname).toBe("/connexion");
        expect(target.searchParams.get("retour") ?? "/accueil").toBe(address);
      } else {
        // What pages ask by themselves has nothing to say to who is signed out, and is nothing to complain of.
        const isAskedByItself = ["/api/live", "/api/notifications/count"].includes(address);
        expect(isAskedByItself ? [204] : [401, 405]).toContain(response.status());
        expect((await request.post(address)).status()).toBeGreaterThanOrEqual(400);
      }
    });
  }
});

/** Who asks for what is not theirs. */
const STRANGERS: Visits = {
  "a pupil, in another class, school or skin": ({ people, sessions, services, other }) => [
    people.adam.login,
    [
      `/cahier-de-texte/seances/${sessions.maths6B.id}`,
      `/cahier-de-texte/matieres/${services.maths6B.id}`,
      `/cahier-de-texte?enfant=${people.alice.id}`,
      `/accueil?personne=${people.alice.id}`,
      `/cahier-de-texte/seances/${other.session.id}`,
    ],
  ],
  "a pupil, for a file of another's": ({ people, files }) => [
    people.alice.login,
    [`${UPLOAD}/${files.mathsForAdam.id}`, `${UPLOAD}/${files.loose.id}`, `${UPLOAD}/absent`],
  ],
  "a parent, for another's child": ({ people, sessions }) => [
    people.basileGuardian1.login,
    [`/cahier-de-texte?enfant=${people.alice.id}`, `/cahier-de-texte/seances/${sessions.maths6A.id}`],
  ],
  "a contact who is no legal guardian": ({ people, sessions }) => [
    people.aliceGuardian3.login,
    [`/cahier-de-texte/seances/${sessions.maths6A.id}`],
  ],
  "a teacher, of a class that is another's": ({ people, sessions, groups }) => [
    people.teacherOf6B.login,
    [
      `/cahier-de-texte/seances/${sessions.maths6A.id}?personne=${people.teacherOf6B.id}`,
      `/cahier-de-texte?classe=${groups.sixA.id}&personne=${people.teacherOf6B.id}`,
    ],
  ],
  "an administrator": ({ people }) => [
    people.admin.login,
    ["/cahier-de-texte", "/cahier-de-texte/seances", "/cahier-de-texte/matieres"],
  ],
  "a secretary": ({ people, sessions }) => [
    people.secretary.login,
    [`/cahier-de-texte/seances/${sessions.maths6A.id}`],
  ],
  "an AED": ({ people, groups }) => [people.aed.login, [`/cahier-de-texte?classe=${groups.sixA.id}`]],
  "the head of another school": ({ other, sessions, files }) => [
    other.people.head.login,
    [`/cahier-de-texte/seances/${sessions.maths6A.id}`, `${UPLOAD}/${files.maths6ALesson.id}`],
  ],
};

test.describe("what is another's looks absent", () => {
  for (const [stranger, attempt] of Object.entries(STRANGERS)) {
    test(stranger, async ({ enterAs, school }) => expectAbsent(enterAs, [attempt(school)]));
  }
});

test.describe("security headers", () => {
  test("each answer has its own nonce, and nothing may frame, sniff or be kept", async ({ request }) => {
    const [first, second] = [await request.get("/connexion"), await request.get("/connexion")];
    expect(noncesOf(first)?.[1]).toBeTruthy();
    expect(noncesOf(first)?.[1]).not.toBe(noncesOf(second)?.[1]);
    for (const response of [first, await request.get("/nulle-part"), await request.get(`${UPLOAD}/absent`)]) {
      const headers = response.headers();
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers["content-security-policy"]).not.toMatch(/https?:|\*|script-src[^;]*'unsafe-/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("same-origin");
      expect(headers["cache-control"]).toContain("no-store");
      // Said over TLS only (tests/unit/auth): here a browser would keep it for localhost.
      expect(headers).not.toHaveProperty("strict-transport-security");
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  test("cookies of a sign-in are out of reach of scripts and of other sites", async ({ openAs, school }) => {
    const page = await openAs(school.people.alice.login);
    const cookies = await page.context().cookies();
    expect(cookies.some(({ name }) => name.includes("session"))).toBe(true);
    for (const cookie of cookies) {
      expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", domain: "localhost" });
    }
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });
});

test("an upload is taken from our own pages, from teachers, and whole", async ({ enterAs, baseURL, school }) => {
  const content = aLargePdf();
  const upload = { data: content, headers: { "content-type": "application/octet-stream", "x-file-name": "cours.pdf" } };
  const from = (origin: string) => ({ ...upload, headers: { ...upload.headers, origin } });
  const ours = baseURL ?? "";

  const teacher = await enterAs(school.people.frenchTeacher.login);
  expect((await teacher.request.post(UPLOAD, upload)).status()).toBe(404);
  expect((await teacher.request.post(UPLOAD, from("https://ailleurs.example"))).status()).toBe(404);
  const page = { ...from(ours), data: "<!doctype html><script>alert(1)</script>" };
  expect((await teacher.request.post(UPLOAD, page)).status()).toBe(415);
  const pupil = await enterAs(school.people.alice.login);
  expect((await pupil.request.post(UPLOAD, from(ours))).status()).toBe(404);

  const accepted = await teacher.request.post(UPLOAD, from(ours));
  expect(accepted.status()).toBe(201);
  const { id } = (await accepted.json()) as { id: string };
  const served = await teacher.request.get(`${UPLOAD}/${id}`);
  expect(served.status()).toBe(200);
  expect(served.headers()["content-security-policy"]).toContain("default-src 'none'");
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(await served.body())).toBe(hash(content));
  // It hangs on nothing yet: its owner's alone.
  expect((await pupil.request.get(`${UPLOAD}/${id}`)).status()).toBe(404);
});
