import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deviceName } from "@/lib/auth/device";
import { waitMessage } from "@/lib/auth/messages";
import { safeReturnPath, signInHref } from "@/lib/auth/return-path";
import { securityHeaders } from "@/lib/auth/security-headers";
import { hashPassword, isPassword } from "@/lib/auth/passwords";

describe("deviceName", () => {
  test.each([
    ["Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0", "Firefox sur Android"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
      "Edge sur Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari sur iPhone",
    ],
    [
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
      "Chrome sur Chromebook",
    ],
    ["curl/8.5.0", "Navigateur inconnu"],
    [null, "Navigateur inconnu"],
  ])("%s", (userAgent, name) => expect(deviceName(userAgent)).toBe(name));
});

describe("safeReturnPath", () => {
  test.each([
    ["/cahier-de-texte?jour=2026-11-19", "/cahier-de-texte?jour=2026-11-19"],
    ["/accueil#haut", "/accueil"],
    ["//evil.example", "/accueil"],
    ["/\\evil.example", "/accueil"],
    ["https://evil.example", "/accueil"],
    ["/\t/evil.example", "/accueil"],
    ["/.//evil.example", "/accueil"],
    ["/a/..//evil.example", "/accueil"],
    ["/%2e%2E//evil.example", "/accueil"],
    ["/./accueil/../cahier-de-texte", "/cahier-de-texte"],
    ["javascript:alert(1)", "/accueil"],
    ["/api/files/1", "/accueil"],
    ["/connexion", "/accueil"],
    ["", "/accueil"],
    [undefined, "/accueil"],
    [`/${"a".repeat(600)}`, "/accueil"],
  ])("%s leads to %s", (text, path) => expect(safeReturnPath(text)).toBe(path));

  test("never leaves the portal", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `/${text}`),
          fc
            .array(fc.constantFrom("/", ".", "%2e", "\\", "a", "evil.example", "?", "#"))
            .map((parts) => parts.join("")),
        ),
        (text) => {
          const target = new URL(safeReturnPath(text), "https://ent.example.fr");
          expect(target.origin).toBe("https://ent.example.fr");
        },
      ),
    );
  });
});

describe("signInHref", () => {
  test.each([
    [
      "/cahier-de-texte?jour=2026-11-19&eleve=1",
      "/connexion?retour=%2Fcahier-de-texte%3Fjour%3D2026-11-19%26eleve%3D1",
    ],
    ["/accueil", "/connexion"],
    ["//evil.example", "/connexion"],
    [null, "/connexion"],
  ])("from %s: %s", (path, href) => expect(signInHref(path)).toBe(href));
});

describe("waitMessage", () => {
  test.each([
    [1, "Trop de tentatives. Réessayez dans 1\u00A0seconde."],
    [59, "Trop de tentatives. Réessayez dans 59\u00A0secondes."],
    [60, "Trop de tentatives. Réessayez dans 1\u00A0minute."],
    [61, "Trop de tentatives. Réessayez dans 2\u00A0minutes."],
  ])("%d seconds", (seconds, message) => expect(waitMessage(seconds)).toBe(message));
});

describe("securityHeaders", () => {
  const headers = (options: Parameters<typeof securityHeaders>[0]) => new Map(securityHeaders(options));

  test("scripts need the nonce, and only development may evaluate", () => {
    const production = headers({ nonce: "abc", secure: true, development: false }).get("Content-Security-Policy");
    expect(production).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(production).not.toContain("unsafe-eval");
    expect(production).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(production).not.toMatch(/https?:\/\//);
    expect(headers({ nonce: "abc", secure: false, development: true }).get("Content-Security-Policy")).toContain(
      "'unsafe-eval'",
    );
  });

  test("TLS is demanded only where there is TLS", () => {
    const plain = headers({ nonce: "abc", secure: false, development: false });
    expect(plain.has("Strict-Transport-Security")).toBe(false);
    expect(plain.get("Content-Security-Policy")).not.toContain("upgrade-insecure-requests");
    const secure = headers({ nonce: "abc", secure: true, development: false });
    expect(secure.get("Strict-Transport-Security")).toMatch(/^max-age=\d+/);
    expect(secure.get("Content-Security-Policy")).toContain("upgrade-insecure-requests");
  });

  test("nothing runs in a file or a JSON answer", () => {
    expect(headers({ secure: false, development: false }).get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; script-src 'none'/,
    );
  });
});

describe("passwords", () => {
  test("only the right one matches, and nothing matches without a hash", async () => {
    const stored = await hashPassword("cheval-agrafe-pile");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(isPassword(stored, "cheval-agrafe-pile")).resolves.toBe(true);
    await expect(isPassword(stored, "cheval-agrafe-pil")).resolves.toBe(false);
    await expect(isPassword(null, "no account has this password")).resolves.toBe(false);
  });
});
