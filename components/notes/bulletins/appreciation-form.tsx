"use client";

import { type KeyboardEvent, useActionState, useEffect, useId, useRef, useState } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { draftKey, dropDraft, readDraft, writeDraft } from "@/components/forms/drafts";
import { type SendingFailure, useSending } from "@/components/forms/use-sending";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { Notice } from "@/components/ui/notice";
import { IDLE } from "@/lib/actions/form";
import { saveAppreciationAction, saveCouncilAction } from "@/lib/notes/bulletins/actions";
import type { WrittenText } from "@/lib/notes/bulletins/types";

/** Props of {@link AppreciationForm}. */
export interface AppreciationFormProps extends WrittenText {
  kind: "service" | "council";
  personId: string;
  operationId: string;
  /** What names the text: its pupil, its period, its service or its class. */
  ids: Readonly<Record<string, string>>;
  /** «Appréciation pour Lina Benali». */
  label: string;
  /** Characters at most. */
  limit: number;
}

const actions = { service: saveAppreciationAction, council: saveCouncilAction };

/**
 * What is written of one pupil. Saved when one leaves it, by Ctrl + Enter, which goes on to the next, or by its button, which is all
 * there is without JavaScript. What could not be saved stays on this device, and leaves when the network is back.
 */
export function AppreciationForm({ kind, personId, operationId, ids, label, limit, ...stored }: AppreciationFormProps) {
  const id = useId();
  const key = draftKey(personId, Object.values(ids).join("/"));
  const [state, action] = useActionState(actions[kind], IDLE);
  const { isSending, failure, clear, send } = useSending(actions[kind]);
  const [own, setOwn] = useState<WrittenText>(stored);
  // Of what the page says and what was saved here since, the later.
  const saved = stored.version > own.version ? stored : own;
  const answered = state.status === "failed" ? state : null;
  const [typed, setTyped] = useState(typedIn(answered) ?? saved.text);
  const area = useRef<HTMLTextAreaElement>(null);

  const isUnsaved = typed.trim() !== saved.text;
  const shown = failure ?? answered;
  const conflict = shown && readConflict(shown);
  // Without JavaScript, a second sending knows what it replaces.
  const version = answered && conflict ? conflict.version : saved.version;

  useEffect(() => {
    if (!area.current) return;
    const { value, defaultValue } = area.current;
    // Typed before the page was ready: as good as typed now.
    if (value !== defaultValue) return setTyped(value);
    const draft = readDraft<WrittenText>(localStorage, key, Date.now());
    if (!draft) return;
    area.current.value = draft.value.text;
    setTyped(draft.value.text);
  }, [key]);

  function save(from: WrittenText = saved) {
    const form = area.current?.form;
    const text = area.current?.value ?? "";
    if (!form || isSending || text.trim().length > limit || text.trim() === from.text) return;
    const values = new FormData(form);
    values.set("version", String(from.version));
    send(values, (done) => {
      const now = { text: text.trim(), version: done.version };
      setOwn(now);
      if (area.current?.value === text) dropDraft(localStorage, key);
      // Left again while it was on its way.
      else if (document.activeElement !== area.current) save(now);
    });
  }

  useEffect(() => {
    if (failure?.code !== "UNAVAILABLE") return;
    const again = () => area.current?.form?.requestSubmit();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [failure]);

  function type(text: string) {
    setTyped(text);
    if (text.trim() === saved.text) dropDraft(localStorage, key);
    else writeDraft(localStorage, key, { text, version: saved.version }, Date.now());
  }

  function replace(text: WrittenText) {
    setOwn(text);
    setTyped(text.text);
    if (area.current) area.current.value = text.text;
    dropDraft(localStorage, key);
    clear();
    area.current?.focus();
  }

  const isTooLong = typed.trim().length > limit;
  return (
    <form
      action={action}
      className="appreciation"
      data-unsaved={isUnsaved || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Hidden values={{ personne: personId, operationId, version, ...ids }} />
      <label className="visually-hidden" htmlFor={`${id}-texte`}>
        {label}
      </label>
      <textarea
        aria-describedby={`${id}-reste ${id}-etat`}
        aria-invalid={isTooLong || undefined}
        className="control"
        defaultValue={typedIn(answered) ?? saved.text}
        id={`${id}-texte`}
        name="text"
        onBlur={() => save()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => onShortcut(event, save)}
        ref={area}
        rows={3}
      />
      <div className="appreciation-foot">
        <Button size="small" type="submit" variant={isUnsaved ? "primary" : "secondary"}>
          Enregistrer
        </Button>
        <p className="save-state" id={`${id}-etat`} role="status">
          <State
            isSending={isSending}
            isUnsaved={isUnsaved}
            message={conflict ? null : (shown?.fields["text"]?.join(" ") ?? shown?.message ?? null)}
            wasSaved={saved.version > 0 && saved.text !== ""}
          />
        </p>
        <p className="appreciation-count" data-over={isTooLong || undefined} id={`${id}-reste`}>
          {typed.trim().length}&nbsp;/&nbsp;{limit}
          {isTooLong && "\u202F: trop long"}
        </p>
      </div>
      {conflict && (
        <Notice live="assertive" title="Ce texte a été modifié ailleurs depuis que vous l’avez ouvert." tone="warning">
          <p className="appreciation-theirs">{conflict.text || "Il est maintenant vide."}</p>
          <div className="appreciation-choice needs-script">
            <Button onClick={() => replace(conflict)} size="small">
              Reprendre ce texte
            </Button>
            <Button
              onClick={() => {
                setOwn(conflict);
                save(conflict);
              }}
              size="small"
              variant="primary"
            >
              Garder le mien
            </Button>
          </div>
        </Notice>
      )}
    </form>
  );
}

/** Ctrl + S saves; Ctrl + Enter goes on to the next text, and leaving this one saves it. */
function onShortcut(event: KeyboardEvent<HTMLTextAreaElement>, save: () => void): void {
  if (!(event.ctrlKey || event.metaKey)) return;
  if (event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
  if (event.key !== "Enter") return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLTextAreaElement>(".appreciation textarea")];
  const next = all[all.indexOf(event.currentTarget) + 1];
  if (next) next.focus();
  else save();
}

function State({
  isSending,
  isUnsaved,
  message,
  wasSaved,
}: {
  isSending: boolean;
  isUnsaved: boolean;
  message: string | null;
  wasSaved: boolean;
}) {
  if (isSending) {
    return (
      <>
        <span className="spinner" /> Enregistrement…
      </>
    );
  }
  if (message && isUnsaved) {
    return (
      <>
        <Icon className="text-danger" name="triangle-alert" /> {message}
      </>
    );
  }
  if (isUnsaved) return "Non enregistré, gardé sur cet appareil";
  return (
    wasSaved && (
      <>
        <Icon className="text-success" name="circle-check" /> Enregistré
      </>
    )
  );
}

/** What is stored now, when that is why the sending failed. */
function readConflict({ code, current }: SendingFailure): WrittenText | null {
  if (code !== "CONFLICT" || typeof current !== "object" || current === null) return null;
  const { text, version } = current as Partial<WrittenText>;
  return typeof text === "string" && typeof version === "number" ? { text, version } : null;
}

function typedIn(failure: SendingFailure | null): string | null {
  const text = failure?.values["text"];
  return typeof text === "string" ? text : null;
}
