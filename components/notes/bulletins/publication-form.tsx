"use client";

import { useActionState } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { publishBulletinsAction, withdrawBulletinsAction } from "@/lib/notes/bulletins/actions";

/** Publishes the bulletins of a class, or takes them back: one can always be undone by the other. */
export function PublicationForm({ isPublished, ids }: { isPublished: boolean; ids: Readonly<Record<string, string>> }) {
  const [published, publish] = useActionState(publishBulletinsAction, IDLE);
  const [withdrawn, withdraw] = useActionState(withdrawBulletinsAction, IDLE);
  const { message, fields } = failureOf(isPublished ? withdrawn : published);
  return (
    <form action={isPublished ? withdraw : publish} className="publication-form">
      <FormErrors fields={fields} message={message} />
      <Hidden values={ids} />
      <SubmitButton
        icon={isPublished ? "undo-2" : "send"}
        pendingLabel={isPublished ? "Reprise…" : "Publication…"}
        variant={isPublished ? "secondary" : "primary"}
      >
        {isPublished ? "Reprendre les bulletins" : "Publier les bulletins"}
      </SubmitButton>
    </form>
  );
}
