"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { countHits, type HitGroup, mergeGroups } from "@/components/recherche/groups";
import { Hits } from "@/components/recherche/hits";
import { IconButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { TextInput } from "@/components/ui/inputs";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { MAX_QUERY_LENGTH, wordsOf } from "@/lib/fold";
import { formatCount } from "@/lib/time/format";

/** After the last key, in milliseconds: who types fast asks once. */
const PAUSE = 150;

/** What was found for which words; the words of an earlier answer are not those of the field. */
interface Answer {
  typed: string;
  groups: HitGroup[];
  hasFailed: boolean;
}

/**
 * Search from anywhere: Ctrl K (⌘ K on a Mac), or the glass in the roof, which without JavaScript leads to the page of the same
 * name. Arrows walk through what is found, Enter opens the first find.
 * @param personIds whom to ask as, one after another when the account has several of this profile; null: the account's only one.
 */
export function SearchPanel({ href, personIds }: { href: string; personIds: readonly (string | null)[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const answer = useAnswer(typed, personIds);
  const titleId = useId();

  useEffect(() => {
    function openOnKey(event: globalThis.KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) open(dialog.current);
    }
    document.addEventListener("keydown", openOnKey);
    return () => document.removeEventListener("keydown", openOnKey);
  }, []);

  const groups = answer?.groups ?? [];
  return (
    <>
      <a
        aria-keyshortcuts="Control+K"
        className="roof-trigger"
        href={href}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          open(dialog.current);
        }}
      >
        <Icon name="search" />
        <VisuallyHidden className="lg:not-sr-only">Rechercher</VisuallyHidden>
        <kbd aria-hidden="true" className="search-key max-lg:hidden">
          Ctrl K
        </kbd>
      </a>
      <dialog
        aria-labelledby={titleId}
        className="dialog search-panel"
        data-answered={answer?.typed}
        onClick={(event) => {
          // A press beside the panel, or on a find, closes it.
          if (event.target === event.currentTarget || (event.target as Element).closest("a")) dialog.current?.close();
        }}
        onClose={() => setTyped("")}
        onKeyDown={(event) => walk(event, dialog.current)}
        ref={dialog}
      >
        <div className="dialog-header">
          <h2 className="dialog-title" id={titleId}>
            Rechercher
          </h2>
          <IconButton icon="x" label="Fermer" onClick={() => dialog.current?.close()} />
        </div>
        <form action="/recherche" role="search">
          {personIds[0] && <input name="personne" type="hidden" value={personIds[0]} />}
          <TextInput
            autoComplete="off"
            id="recherche-mots"
            label="Que cherchez-vous ?"
            maxLength={MAX_QUERY_LENGTH}
            name="mots"
            onChange={(event) => setTyped(event.target.value)}
            required
            type="search"
            value={typed}
          />
        </form>
        <p aria-live="polite" className="search-help">
          {helpFor(typed, answer)}
        </p>
        {groups.length > 0 && (
          <div className="search-panel-found">
            <Hits groups={groups} level={3} />
          </div>
        )}
      </dialog>
    </>
  );
}

function fieldOf(panel: HTMLElement | null): HTMLInputElement | null | undefined {
  return panel?.querySelector<HTMLInputElement>("input[type=search]");
}

/** Opens the panel on its field: left to itself, a dialog gives the focus to the first thing in it, which closes it. */
function open(panel: HTMLDialogElement | null) {
  panel?.showModal();
  fieldOf(panel)?.focus();
}

function helpFor(typed: string, answer: Answer | null): string {
  if (wordsOf(typed).length === 0)
    return "Un mot d’une leçon, d’un devoir ou d’un message, une classe, un document, une page…";
  if (!answer) return "Recherche…";
  if (answer.hasFailed) return "La recherche n’a pas abouti. Vérifiez votre connexion.";
  const count = countHits(answer.groups);
  if (count === 0) return `Rien ne correspond à « ${answer.typed} ».`;
  return `${formatCount(count, "résultat")}. Entrée ouvre le premier, les flèches parcourent la liste.`;
}

/** The finds for what is typed; null until they are there. What was found before stays in sight while the next words are asked. */
function useAnswer(typed: string, personIds: readonly (string | null)[]): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const isEmpty = wordsOf(typed).length === 0;
  const persons = personIds.join(",");

  useEffect(() => {
    if (isEmpty) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      void ask(typed, persons.split(","), controller.signal).then((groups) => {
        if (!controller.signal.aborted) setAnswer({ typed, groups: groups ?? [], hasFailed: groups === null });
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [typed, isEmpty, persons]);

  return isEmpty ? null : answer;
}

/** @returns null when the server did not answer. */
async function ask(typed: string, personIds: readonly string[], signal: AbortSignal): Promise<HitGroup[] | null> {
  try {
    const answers = await Promise.all(
      personIds.map(async (personId) => {
        const query = personId ? `?personne=${personId}` : "";
        const response = await fetch(`/api/recherche/${encodeURIComponent(typed)}${query}`, { signal });
        if (!response.ok) throw new Error(String(response.status));
        return (await response.json()) as HitGroup[];
      }),
    );
    return mergeGroups(answers);
  } catch {
    return null;
  }
}

/** Down and up walk from the field through the finds; Enter in the field opens the first; a letter goes back to the field. */
function walk(event: KeyboardEvent, panel: HTMLDialogElement | null) {
  const field = fieldOf(panel);
  const links = [...(panel?.querySelectorAll<HTMLElement>(".hit") ?? [])];
  const focused = document.activeElement;
  const at = links.findIndex((link) => link === focused);
  if (event.key === "Escape") {
    // In a field of type search, Chromium's Escape empties the field and leaves the panel.
    event.preventDefault();
    panel?.close();
  } else if (event.key === "Enter" && focused === field && links[0] && panel?.dataset["answered"] === field?.value) {
    event.preventDefault();
    links[0].click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
  } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    field?.focus();
  }
}
