import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { describe, expect, test } from "vitest";
import { config } from "@/proxy";

describe("the headers of the proxy", () => {
  test.each([
    ["/accueil", true],
    ["/", true],
    ["/api/health", true],
    // Pages that only begin like a static file: an absent one is a page too.
    ["/favicon.icones", true],
    ["/manifest.webmanifest/x", true],
    ["/_next/image", true],
    ["/api/x/files/y/z", true],
    ["/api/x/filesystem", true],
    ["/favicon.ico", false],
    ["/icon.svg", false],
    ["/_next/static/chunks/main.js", false],
    ["/api/live/x", true],
    ["/api/live", false],
    ["/api/cahier-de-texte/files", false],
    ["/api/cahier-de-texte/files/01a20084-2a02-7572-a611-a805a14c0d83", false],
  ])("%s: %s", (url, isMatched) => {
    expect(unstable_doesMiddlewareMatch({ config, url })).toBe(isMatched);
  });
});
