import "react";

declare module "react" {
  interface CSSProperties {
    /** Degrees on the colour wheel; its lightness and chroma are chosen in subjects.css. */
    "--hue"?: number;
  }
}

/** Of all steps around the wheel, the one that sets the subjects of a collège farthest apart: 22 degrees at the least. */
const STEP = 161.75;

/** The hue of a subject, in degrees: stable, because it comes from the national code (BCN, six signs). */
export function subjectHue(code: string): number {
  let rank = 0;
  for (const sign of code.slice(0, 4)) rank = rank * 10 + (Number.parseInt(sign, 36) || 0);
  return (rank * STEP) % 360;
}
