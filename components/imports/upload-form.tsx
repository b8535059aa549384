import { FileInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { MAX_IMPORT_BYTES } from "@/lib/imports/rules";
import { formatBytes } from "@/lib/time/format";

/** A form of the browser: files are chosen, or dropped on its field, and the page of their import follows. */
export function UploadForm({ personId }: { personId: string }) {
  return (
    <form
      action={`/api/comptes/files?personne=${personId}`}
      className="import-form"
      encType="multipart/form-data"
      method="post"
    >
      <FileInput
        accept=".csv,.tsv,.txt,.xlsx,.xml,.zip"
        className="import-drop"
        hint={`SIECLE (élèves, responsables, structures, nomenclature) et STSWEB, en XML ou en zip\u202F; ONDE (élèves, responsables, enseignants), en CSV\u202F; OneRoster 1.1 ou 1.2 complet, en zip\u202F; annuaire AAF complet ou delta, en XML ou en zip\u202F; ou votre propre tableau, en CSV ou Excel, dont vous direz les colonnes. Ensemble ou séparément, ${formatBytes(MAX_IMPORT_BYTES)} au plus. Vous pouvez les déposer sur ce champ.`}
        label="Fichiers"
        multiple
        name="file"
        required
      />
      <SubmitButton icon="upload">Lire ces fichiers</SubmitButton>
    </form>
  );
}
