"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Chosen } from "@/components/messagerie/keep-draft";
import { FieldError } from "@/components/ui/field";
import { Icon } from "@/components/ui/icons/icon";
import type { RecipientChoice, RecipientSection } from "@/lib/messagerie/types";
import { formatCount } from "@/lib/time/format";

/** Time between two letters: while one types, nothing is asked. */
const ASK_AFTER_MS = 250;

/** The persons that the boxes come down to. */
export interface Reached {
  names: string[];
  isCircular: boolean;
}

/** Props of {@link RecipientField}. */
export interface RecipientFieldProps {
  personId: string;
  sections: readonly RecipientSection[];
  /** May names be searched? A family is offered everybody whom it may write to. */
  canSearch: boolean;
  /** What was searched without JavaScript, and found. */
  q: string;
  found: readonly RecipientChoice[];
  reached: Reached;
}

/**
 * To whom a message goes: boxes to tick, by meaning or by name, and who that is in the end. Without JavaScript a search
 * keeps the draft and comes back with its answers.
 */
export function RecipientField({
  personId,
  sections,
  canSearch,
  q,
  found: foundBefore,
  reached: reachedBefore,
  chosen,
  error,
  onChange,
}: RecipientFieldProps & {
  chosen: readonly Chosen[];
  error?: readonly string[] | undefined;
  onChange: (change: (chosen: Chosen[]) => Chosen[]) => void;
}) {
  const [text, setText] = useState(q);
  const [found, setFound] = useState(foundBefore);
  const reached = useReached(personId, chosen, reachedBefore);
  const timer = useRef<number>(undefined);
  const asked = useRef(0);
  const isChosen = (key: string) => chosen.some((each) => each.key === key);

  function toggle({ key, label }: Chosen) {
    onChange((before) =>
      before.some((each) => each.key === key) ? before.filter((each) => each.key !== key) : [...before, { key, label }],
    );
  }

  function search(value: string) {
    setText(value);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void ask(value), ASK_AFTER_MS);
  }

  async function ask(value: string) {
    const number = ++asked.current;
    const choices =
      value.trim().length < 2 ? [] : await readJson<RecipientChoice[]>(encodeURIComponent(value), personId);
    if (number === asked.current && choices) setFound(choices);
  }

  return (
    <fieldset className="field recipients" id="destinataires">
      <legend className="field-label">Destinataires</legend>
      {chosen.length > 0 && (
        <ul aria-label="Destinataires choisis" className="recipients-chosen">
          {chosen.map((each) => (
            <li key={each.key}>
              <label className="recipient-chosen">
                <input checked name="audience[]" onChange={() => toggle(each)} type="checkbox" value={each.key} />
                {each.label}
              </label>
            </li>
          ))}
        </ul>
      )}
      {canSearch && (
        <div className="recipient-search">
          <label className="field-hint" htmlFor="destinataires-recherche">
            Chercher par nom : élève, parent ou personnel
          </label>
          <div className="mail-search">
            <input
              autoComplete="off"
              className="control"
              id="destinataires-recherche"
              maxLength={80}
              name="q"
              onChange={({ target }) => search(target.value)}
              onKeyDown={keepInForm}
              type="search"
              value={text}
            />
            <noscript>
              <button
                className="button"
                data-variant="secondary"
                formNoValidate
                name="intent"
                type="submit"
                value="SEARCH"
              >
                Chercher
              </button>
            </noscript>
          </div>
          <p className="visually-hidden" role="status">
            {text.trim().length > 1 && `${formatCount(found.length, "réponse")}.`}
          </p>
          {found.length > 0 && (
            <ul aria-label="Personnes trouvées" className="recipient-choices">
              {found.map((choice) => (
                <Choice choice={choice} isChosen={isChosen(choice.key)} key={choice.key} onToggle={toggle} />
              ))}
            </ul>
          )}
          {found.length === 0 && text.trim().length > 1 && q === text && (
            <p className="text-soft">Personne de ce nom.</p>
          )}
        </div>
      )}
      {sections.map(({ title, choices }, index) => (
        <details
          className="recipient-section"
          key={title}
          open={(!canSearch && index === 0 && chosen.length === 0) || undefined}
        >
          <summary>
            {title}
            <Icon name="chevron-down" />
          </summary>
          <ul className="recipient-choices">
            {choices.map((choice) => (
              <Choice choice={choice} isChosen={isChosen(choice.key)} key={choice.key} onToggle={toggle} />
            ))}
          </ul>
        </details>
      ))}
      <ReachedPersons reached={reached} />
      <FieldError error={error} id="destinataires" />
    </fieldset>
  );
}

function Choice({
  choice,
  isChosen,
  onToggle,
}: {
  choice: RecipientChoice;
  isChosen: boolean;
  onToggle: (choice: Chosen) => void;
}) {
  return (
    <li>
      <label className="choice recipient-choice">
        {/* Once chosen, the box above is the one that counts. */}
        <input
          checked={isChosen}
          name={isChosen ? undefined : "audience[]"}
          onChange={() => onToggle(choice)}
          type="checkbox"
          value={choice.key}
        />
        <span>
          {choice.label}
          {choice.detail && <span className="recipient-detail">{choice.detail}</span>}
        </span>
      </label>
    </li>
  );
}

function ReachedPersons({ reached: { names, isCircular } }: { reached: Reached }) {
  if (names.length === 0) return null;
  return (
    <div className="recipients-reached">
      <details>
        <summary>{formatCount(names.length, "personne recevra ce message", "personnes recevront ce message")}</summary>
        <p>{names.join(", ")}</p>
      </details>
      {isCircular && <p>Chacune le lira sans voir les autres, et sa réponse ne viendra qu’à vous.</p>}
    </div>
  );
}

/** Who is behind the boxes, asked anew whenever they change. */
function useReached(personId: string, chosen: readonly Chosen[], before: Reached): Reached {
  const [reached, setReached] = useState(before);
  const keys = chosen.map(({ key }) => key).join(",");
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && before.names.length > 0) {
      isFirst.current = false;
      return;
    }
    isFirst.current = false;
    let isGone = false;
    const none: Reached = { names: [], isCircular: false };
    const answer = keys ? readJson<Reached>(`compte/${encodeURIComponent(keys)}`, personId) : Promise.resolve(none);
    void answer.then((found) => isGone || (found && setReached(found)));
    return () => {
      isGone = true;
    };
  }, [keys, personId, before]);
  return reached;
}

async function readJson<Value>(path: string, personId: string): Promise<Value | null> {
  try {
    const answer = await fetch(`/api/messagerie/destinataires/${path}?personne=${encodeURIComponent(personId)}`);
    return answer.ok ? ((await answer.json()) as Value) : null;
  } catch {
    return null;
  }
}

/** Enter looks for the name; it does not send a message that is being addressed. */
function keepInForm(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key === "Enter") event.preventDefault();
}
