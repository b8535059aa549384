import "react";

declare module "react" {
  interface CSSProperties {
    /** Degrees on the colour wheel; its lightness and chroma are chosen in cahier-de-texte.css. */
    "--hue"?: number;
  }
}

/** Neighbours on this step are far apart on the wheel: subjects of one family have codes that follow each other. */
const GOLDEN_ANGLE = 137.508;

/** The hue of a subject, in whole degrees: stable, because it comes from the national code (BCN, six digits). */
export function subjectHue(code: string): number {
  const rank = Number.parseInt(code.slice(0, 4), 36);
  return Number.isNaN(rank) ? 0 : Math.round((rank * GOLDEN_ANGLE) % 360);
}
