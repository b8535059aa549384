import { z } from "zod";

/** Name of the cookie that remembers, on this device, how its user reads best. */
export const comfortCookie = "preau-confort";

/** How somebody reads best. The values are those of the `data-*` attributes of `<html>` (components/ui/styles/base.css). */
export const comfortSchema = z.object({
  /** Size of the text, in percent. */
  size: z.enum(["100", "115", "130", "150"]).catch("100"),
  /** Spacing of lines, letters and words. */
  spacing: z.enum(["normal", "airy", "wide"]).catch("normal"),
  font: z.enum(["atkinson", "opendyslexic"]).catch("atkinson"),
  theme: z.enum(["system", "light", "dark"]).catch("system"),
  motion: z.enum(["system", "reduce"]).catch("system"),
});

/** A valid set of reading options. */
export type Comfort = z.output<typeof comfortSchema>;

/** The options held by the cookie; whatever is missing or unknown takes its default, so it never fails. */
export function parseComfort(source: string | undefined): Comfort {
  return comfortSchema.parse(Object.fromEntries(new URLSearchParams(source)));
}

/** The options kept with an account, or null when it has none. */
export function storedComfort(json: unknown): Comfort | null {
  return json ? comfortSchema.parse(json) : null;
}

/** The text kept in the cookie: the inverse of {@link parseComfort}. */
export function serializeComfort(comfort: Comfort): string {
  return new URLSearchParams(comfort).toString();
}

/** The attributes of `<html>` that apply the options, on the server, so that nothing flashes. */
export function comfortAttributes({ size, spacing, font, theme, motion }: Comfort) {
  return {
    "data-size": size,
    "data-spacing": spacing,
    "data-font": font,
    "data-theme": theme,
    "data-motion": motion,
  };
}
