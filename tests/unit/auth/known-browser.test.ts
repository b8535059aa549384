import { describe, expect, test } from "vitest";
import { knownBrowser, rememberBrowser } from "@/lib/auth/known-browser";

const secret = "a secret for tests, long enough to pass";

describe("known browsers", () => {
  test("a browser is known for the logins that signed in with it, and no other", () => {
    const cookie = rememberBrowser(undefined, "elise.martin", secret);
    expect(knownBrowser(cookie, "elise.martin", secret)).toBe(cookie.split(".")[0]);
    expect(knownBrowser(cookie, "paul.durand", secret)).toBeNull();
  });

  test("it keeps its name as logins are added", () => {
    const first = rememberBrowser(undefined, "elise.martin", secret);
    const second = rememberBrowser(first, "paul.durand", secret);
    expect(knownBrowser(second, "elise.martin", secret)).toBe(knownBrowser(first, "elise.martin", secret));
    expect(knownBrowser(second, "paul.durand", secret)).not.toBeNull();
    expect(rememberBrowser(second, "paul.durand", secret)).toBe(second);
  });

  test("the oldest login is forgotten beyond six", () => {
    let cookie = rememberBrowser(undefined, "login0", secret);
    for (let index = 1; index <= 6; index += 1) cookie = rememberBrowser(cookie, `login${index}`, secret);
    expect(knownBrowser(cookie, "login0", secret)).toBeNull();
    expect(knownBrowser(cookie, "login1", secret)).not.toBeNull();
  });

  test("a proof is worth nothing under another secret, another name, or altered", () => {
    const cookie = rememberBrowser(undefined, "elise.martin", secret);
    const [browser = "", mac = ""] = cookie.split(".");
    expect(knownBrowser(cookie, "elise.martin", "another secret, which is long enough")).toBeNull();
    expect(knownBrowser(`${"A".repeat(browser.length)}.${mac}`, "elise.martin", secret)).toBeNull();
    expect(knownBrowser(`${browser}.${mac.slice(1)}A`, "elise.martin", secret)).toBeNull();
    expect(knownBrowser(undefined, "elise.martin", secret)).toBeNull();
    expect(knownBrowser("", "elise.martin", secret)).toBeNull();
  });

  test("a forged cookie is not carried on", () => {
    expect(rememberBrowser("x; drop.<script>", "elise.martin", secret)).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
  });
});
