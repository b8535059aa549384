import { defineDocumentRoute } from "@/lib/actions/define-route";
import { printSheets } from "@/lib/comptes/commands";
import { printSheetsInput } from "@/lib/comptes/schema";
import { activationSheets } from "@/lib/comptes/sheets-pdf";

/** The activation sheets of a class, made and composed in one request: the codes are told nowhere else. */
export const POST = defineDocumentRoute({
  name: "comptes.sheets.print",
  module: "comptes",
  input: printSheetsInput,
  run: printSheets,
  respond: async (sheets, _viewer, at) =>
    new Response(await activationSheets(sheets, at), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`Activation ${sheets.title}.pdf`)}`,
        "cache-control": "no-store",
      },
    }),
  back: (code, { divisionId, personne }) => {
    const query = new URLSearchParams({ avis: code });
    if (typeof divisionId === "string") query.set("classe", divisionId || "personnels");
    if (typeof personne === "string") query.set("personne", personne);
    return `/comptes/activation?${query}`;
  },
});
