"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "@/components/forms/use-form";
import { AttachmentField } from "@/components/files/attachment-field";
import { Hidden } from "@/components/forms/form-parts";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { ChoiceGroup, TextArea } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJustificationAction } from "@/lib/absences/actions";
import type { MotiveChoice } from "@/lib/absences/types";
import type { Attachment } from "@/lib/files/types";

const SENT = "Votre justificatif est envoyé. L’établissement va y répondre.";

/** Why the pupil was not there: a motive, a word, a document. */
export function JustifyForm({
  personId,
  operationId,
  absenceId,
  motives,
  most,
  backHref,
}: {
  personId: string;
  operationId: string;
  absenceId: string;
  motives: readonly MotiveChoice[];
  /** Files at most. */
  most: number;
  backHref: string;
}) {
  const router = useRouter();
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [isBusy, setBusy] = useState(false);
  const { form, isSending, state, failure } = useForm(sendJustificationAction, () => {
    toast(SENT);
    router.push(backHref);
  });
  if (state.status === "done") {
    return (
      <Notice live="polite" tone="success">
        {SENT} <a href={backHref}>Revenir aux absences</a>
      </Notice>
    );
  }
  const { fields, typed } = failure;
  return (
    <form className="absence-form" {...form}>
      <FormErrors fields={fields} ids={{ files: "pieces" }} message={failure.message} />
      <Hidden values={{ personne: personId, operationId, absenceId }} />
      <ChoiceGroup
        choices={motives.map(({ id, label }) => ({ value: id, label }))}
        defaultValue={typed("motiveId")}
        error={fields["motiveId"]}
        label="Motif"
        layout="tiles"
        name="motiveId"
        required
      />
      <TextArea
        defaultValue={typed("comment")}
        error={fields["comment"]}
        hint="Inutile de donner des détails médicaux."
        label="Précisions"
        maxLength={1000}
        name="comment"
        rows={3}
      />
      <AttachmentField
        address="/api/absences/files"
        error={fields["files"]}
        files={files}
        id="pieces"
        most={most}
        onBusy={setBusy}
        onChange={setFiles}
        personId={personId}
      />
      <Button aria-disabled={isSending || isBusy || undefined} icon="send" type="submit" variant="primary">
        Envoyer le justificatif
      </Button>
    </form>
  );
}
