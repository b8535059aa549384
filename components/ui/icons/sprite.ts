import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";

const require = createRequire(import.meta.url);

/** How Lucide publishes its drawings: by name, a list of elements with their attributes. */
const lucideNodes = z.record(z.string(), z.array(z.tuple([z.string(), z.record(z.string(), z.string())])));

/**
 * Builds the text of the SVG sprite: one `<symbol>` per Lucide icon, drawn in the current colour by `.icon`.
 * Throws when Lucide does not know a name. Called by the build script and by the test that keeps the sprite current.
 */
export async function buildSprite(names: readonly string[]): Promise<string> {
  const published = await readFile(require.resolve("lucide-static/icon-nodes.json"), "utf8");
  const nodes = lucideNodes.parse(JSON.parse(published));
  const symbols = names.map((name) => {
    const shapes = nodes[name]?.map(([tag, attributes]) => {
      const text = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`);
      return `<${tag}${text.join("")}/>`;
    });
    if (!shapes) throw new Error(`Lucide has no icon named ${name}`);
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
  });
  const licence = "<!-- Lucide, ISC licence, https://lucide.dev -->";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${licence}\n${symbols.join("\n")}\n</svg>\n`;
}
