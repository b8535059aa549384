import { describe, expect, it, test, vi } from "vitest";
import { pageAsked, stayWithin } from "@/app/paging";
import { RETURN_HEADER } from "@/lib/auth/request-headers";

const asked = vi.hoisted((): { address: string | null } => ({ address: "/" }));
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers(asked.address === null ? {} : { [RETURN_HEADER]: asked.address })),
}));

test("the page asked for counts from 1; what is no number is the first", () => {
  expect([undefined, "", "deux", "-3", "0", "1", "12", "99999999"].map(pageAsked)).toEqual([
    1, 1, 1, 1, 1, 1, 12, 10_000,
  ]);
});

describe("a page beyond the end of a list", () => {
  const sentTo = async (address: string | null, pages: number, page: number, name?: string) => {
    asked.address = address;
    const stopped: unknown = await stayWithin({ pages }, page, name).catch((error: unknown) => error);
    return stopped instanceof Error && "digest" in stopped ? String(stopped.digest).split(";")[2] : null;
  };

  it("leads to the last one, and keeps what else the address says", async () => {
    expect(await sentTo("/comptes?texte=ad&page=99", 7, 99)).toBe("/comptes?texte=ad&page=7");
    expect(await sentTo("/comptes?page=2&_rsc=x1", 1, 2)).toBe("/comptes");
    expect(await sentTo("/comptes/imports/1?page=2&fiches=8", 3, 8, "fiches")).toBe(
      "/comptes/imports/1?page=2&fiches=3",
    );
  });

  it("sends nobody away who has just taken away the last line of a page: the answer to an action names no address", async () => {
    expect(await sentTo(null, 2, 3)).toBeNull();
    expect(await sentTo(null, 1, 2)).toBeNull();
  });

  it("is none of the pages that there are", async () => {
    expect(await sentTo("/comptes?page=7", 7, 7)).toBeNull();
    expect(await sentTo("/comptes", 1, 1)).toBeNull();
  });
});
