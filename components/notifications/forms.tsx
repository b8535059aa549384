"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { Select } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { IDLE } from "@/lib/actions/form";
import { openNotificationAction, readAllAction, saveMailSettingsAction } from "@/lib/notifications/actions";
import type { MailSetting } from "@/lib/notifications/types";

/** A notice's title, which marks it as read and leads to what it tells of. A form, so that both work without JavaScript. */
export function OpenForm({
  personId,
  notificationId,
  title,
  isRead,
}: {
  personId: string;
  notificationId: string;
  title: string;
  isRead: boolean;
}) {
  const [state, action] = useActionState(openNotificationAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <input name="personne" type="hidden" value={personId} />
      <input name="notificationId" type="hidden" value={notificationId} />
      <button className="notice-open" type="submit">
        {!isRead && <VisuallyHidden>Nouveau : </VisuallyHidden>}
        {title}
      </button>
    </form>
  );
}

/** Marks as read all that a person was shown. */
export function ReadAllForm({
  personId,
  schoolName,
  until,
}: {
  personId: string;
  /** Where several of the account’s persons have something new. */
  schoolName: string | null;
  /** ISO instant at which the page was drawn: what came since stays new. */
  until: string;
}) {
  const [state, action] = useActionState(readAllAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <input name="personne" type="hidden" value={personId} />
      <input name="until" type="hidden" value={until} />
      <SubmitButton icon="check" pendingLabel="Un instant…" variant="secondary">
        Tout marquer comme lu{schoolName && `, ${schoolName}`}
      </SubmitButton>
    </form>
  );
}

/** When a person wants mails, by kind of notice. */
export function SettingsForm({
  personId,
  settings,
  choices,
}: {
  personId: string;
  settings: readonly MailSetting[];
  choices: readonly { value: string; label: string }[];
}) {
  const [state, action] = useActionState(saveMailSettingsAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="notice-settings">
      {state.status === "done" && (
        <Notice live="polite" tone="success">
          Les réglages sont enregistrés.
        </Notice>
      )}
      <FormErrors fields={fields} message={message} />
      <input name="personne" type="hidden" value={personId} />
      {settings.map(({ kind, label, mail }) => (
        <Select
          // What is stored has changed: the field starts from it again.
          defaultValue={typed(kind) ?? mail}
          error={fields[kind]}
          id={`${personId}-${kind}`}
          key={`${kind} ${mail}`}
          label={label}
          name={kind}
          required
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      ))}
      <SubmitButton>Enregistrer</SubmitButton>
    </form>
  );
}
