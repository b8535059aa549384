import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { iconNames } from "@/components/ui/icons/names";
import { buildSprite } from "@/components/ui/icons/sprite";

test("the committed sprite holds the icons that are named (npm run icons)", async () => {
  expect(readFileSync("components/ui/icons/sprite.svg", "utf8")).toBe(await buildSprite(iconNames));
});

test("an icon that Lucide does not have is refused", async () => {
  await expect(buildSprite(["no-such-icon"])).rejects.toThrow("no-such-icon");
});
