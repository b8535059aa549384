import { expect, test } from "vitest";
import { KeptQuery } from "@/components/forms/kept-query";

test("what an address says goes on as fields of the form that answers at it", () => {
  const fields = (href: string) => KeptQuery({ href }).map(({ props }) => props as unknown);
  expect(fields("/absences/eleves?personne=1&annee=2025-2026")).toEqual([
    { name: "personne", type: "hidden", value: "1" },
    { name: "annee", type: "hidden", value: "2025-2026" },
  ]);
  expect(fields("/comptes?texte=d%E2%80%99%C3%A9t%C3%A9")).toMatchObject([{ name: "texte", value: "d’été" }]);
  expect(fields("/absences/eleves")).toEqual([]);
});
