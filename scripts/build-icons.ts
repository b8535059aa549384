/**
 * Writes the icon sprite from Lucide (ISC): `npm run icons`.
 *
 * Icons as React components would be sent twice, in HTML and in flight data, or shipped as JavaScript. A sprite costs two
 * elements per icon and one cached request for all of them.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { iconNames } from "@/components/ui/icons/names";
import { buildSprite } from "@/components/ui/icons/sprite";

await writeFile(path.resolve("components/ui/icons/sprite.svg"), await buildSprite(iconNames));
