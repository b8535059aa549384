import { fold } from "@/lib/fold";

/** A name whatever its accents, capitals, hyphens and apostrophes: «Le Goff-Roué», «Éva» is «LE GOFF ROUE/EVA». */
export function nameKey(lastName: string, firstName: string): string {
  return [lastName, firstName].map(plain).join("/");
}

function plain(text: string): string {
  return fold(text)
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .toUpperCase();
}

/** A header without its accents, capitals, spaces and signs: «Prénom Elève» is «prenomeleve». */
export function headerKey(header: string): string {
  return fold(header).replaceAll(/[^a-z0-9]/g, "");
}
