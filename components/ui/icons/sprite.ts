import { z } from "zod";

const lucideModule = z.object({
  __iconData: z.object({ node: z.array(z.tuple([z.string(), z.record(z.string(), z.string())])) }),
});

/**
 * Builds the text of the SVG sprite: one `<symbol>` per Lucide icon, drawn in the current colour by `.icon`.
 * Throws when Lucide does not know a name. Called by the build script and by the test that keeps the sprite current.
 */
export async function buildSprite(names: readonly string[]): Promise<string> {
  const symbols = await Promise.all(
    names.map(async (name) => {
      const { __iconData } = lucideModule.parse(await import(`lucide-react/icons/${name}`));
      const shapes = __iconData.node.map(([tag, { key: _key, ...attributes }]) => {
        const text = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`);
        return `<${tag}${text.join("")}/>`;
      });
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><!-- Lucide, ISC licence, https://lucide.dev -->\n${symbols.join("\n")}\n</svg>\n`;
}
