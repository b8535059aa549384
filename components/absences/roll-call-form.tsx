"use client";

import { type ChangeEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { useKeptRollCalls } from "@/components/absences/kept-notice";
import { forgetRollCall, keepRollCall } from "@/components/absences/kept-roll-calls";
import { useForm } from "@/components/forms/use-form";
import { FailureSummary } from "@/components/forms/failure-summary";
import { Hidden } from "@/components/forms/form-parts";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { saveRollCallAction } from "@/lib/absences/actions";
import type { SheetPupil } from "@/lib/absences/types";
import { formatCount, formatName, formatTimeOfDay, ofName } from "@/lib/time/format";

/** Props of {@link RollCallForm}. */
export interface RollCallFormProps {
  personId: string;
  operationId: string;
  sessionId: string;
  version: number;
  /** «6B, 8 h», for a roll call that waits for the network. */
  label: string;
  pupils: readonly SheetPupil[];
  proposedMinutes: number;
  /** The longest lateness: the lesson. */
  longest: number;
  /** «Appel enregistré à 8 h 06»; null before the first. */
  savedLabel: string | null;
  /** This page, to see what somebody else has saved. */
  href: string;
}

const STEP = 5;

/** A class to tick: one tap makes a pupil absent, another makes them late. Everybody else is there. */
export function RollCallForm({
  personId,
  operationId,
  sessionId,
  version,
  label,
  pupils,
  proposedMinutes,
  longest,
  savedLabel,
  href,
}: RollCallFormProps) {
  const [isTouched, setTouched] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const { form, isSending, state, failure } = useForm(
    saveRollCallAction,
    () => {
      setTouched(false);
      forgetRollCall(personId, sessionId);
    },
    ({ code }, sent) => {
      const isKeptNow = code === "UNAVAILABLE" && keepRollCall(personId, sent, label);
      setHeld(isKeptNow);
      if (isKeptNow) setTouched(false);
      else forgetRollCall(personId, sessionId);
    },
  );
  const isKept = useKeptRollCalls(personId).some((kept) => kept.sessionId === sessionId && kept.problem === null);
  // A failure of the network is none once the device keeps what was said.
  const isFailed = state.status === "failed" && !(isHeld && state.code === "UNAVAILABLE");
  // Before the page is alive, what was ticked comes back with the failure.
  const ticked = state.status === "failed" ? state.values : null;
  const isAbsent = (pupil: SheetPupil): boolean =>
    ticked ? listed(ticked["absents"], pupil.id) : isExpectedAbsent(pupil, version);
  const isLate = (pupil: SheetPupil): boolean => (ticked ? listed(ticked["lates"], pupil.id) : pupil.mark === "LATE");
  const [counts, setCounts] = useState(() => ({
    absent: pupils.filter(isAbsent).length,
    late: pupils.filter(isLate).length,
  }));
  const openedAt = useRef<number | null>(null);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const sheet = list.current?.closest("form");
    if (sheet) setCounts(countsIn(sheet));
  }, []);

  /** The other box of the pupil gives way; a lateness is counted from the lesson's beginning to this tap. */
  function tick(event: ChangeEvent<HTMLInputElement>) {
    const sheet = event.currentTarget.form;
    const row = event.currentTarget.closest("[data-pupil]");
    if (!sheet || !row) return;
    const { name, checked } = event.currentTarget;
    const other = row.querySelector<HTMLInputElement>(`[name="${name === "lates[]" ? "absents[]" : "lates[]"}"]`);
    if (checked && other) other.checked = false;
    const minutes = row.querySelector<HTMLInputElement>("[data-minutes]");
    if (checked && name === "lates[]" && minutes) {
      openedAt.current ??= performance.now();
      const passed = Math.floor((performance.now() - openedAt.current) / 60_000 / STEP) * STEP;
      minutes.value = String(Math.min(longest, proposedMinutes + passed));
    }
    setCounts(countsIn(sheet));
    setTouched(true);
  }

  function step(event: MouseEvent<HTMLButtonElement>, by: number) {
    const minutes = event.currentTarget.closest("[data-pupil]")?.querySelector<HTMLInputElement>("[data-minutes]");
    if (!minutes) return;
    minutes.value = String(Math.max(1, Math.min(longest, Math.round(Number(minutes.value) / STEP) * STEP + by) || 1));
    setTouched(true);
  }

  return (
    <form className="call" {...form}>
      <Hidden values={{ personne: personId, operationId, sessionId, version }} />
      {state.status === "failed" && isFailed && (
        <FailureSummary
          failure={state}
          ids={Object.fromEntries(pupils.map(({ id }) => [`minutes-${id}`, `minutes-${id}`]))}
        />
      )}
      {state.status === "failed" && state.code === "CONFLICT" && (
        <p>
          <a href={href}>Voir l’appel tel qu’il est enregistré</a>
        </p>
      )}
      <ul className="call-list" ref={list}>
        {pupils.map((pupil) => (
          <li className="call-row" data-pupil={pupil.id} key={pupil.id}>
            <label className="call-name">
              <input
                className="visually-hidden"
                defaultChecked={isAbsent(pupil)}
                name="absents[]"
                onChange={tick}
                type="checkbox"
                value={pupil.id}
              />
              <span className="call-state">
                <Icon className="call-there" name="check" />
                <Icon className="call-absent" name="x" />
              </span>
              <span className="call-words">
                <span className="call-pupil">{formatName(pupil, { sorted: true })}</span>
                <VisuallyHidden>, absent</VisuallyHidden>
                <Marks pupil={pupil} />
              </span>
            </label>
            <label className="call-late">
              <input
                className="visually-hidden"
                defaultChecked={isLate(pupil)}
                name="lates[]"
                onChange={tick}
                type="checkbox"
                value={pupil.id}
              />
              <Icon name="clock" />
              <span>
                Retard<VisuallyHidden> {ofName(formatName(pupil))}</VisuallyHidden>
              </span>
            </label>
            <span className="call-minutes">
              <IconButton
                icon="minus"
                label={`${STEP} minutes de moins`}
                onClick={(event) => step(event, -STEP)}
                size="small"
              />
              <input
                aria-label={`Minutes de retard ${ofName(formatName(pupil))}`}
                className="control"
                data-minutes
                defaultValue={failure.typed(`minutes-${pupil.id}`) ?? pupil.minutes ?? proposedMinutes}
                id={`minutes-${pupil.id}`}
                inputMode="numeric"
                max={600}
                min={1}
                name={`minutes-${pupil.id}`}
                onChange={() => setTouched(true)}
                type="number"
              />
              <span>min</span>
              <IconButton
                icon="plus"
                label={`${STEP} minutes de plus`}
                onClick={(event) => step(event, STEP)}
                size="small"
              />
            </span>
          </li>
        ))}
      </ul>
      <div className="call-bar">
        <p className="call-saved" role="status">
          {isSending
            ? "Enregistrement…"
            : isTouched || isFailed
              ? null
              : isKept
                ? savedNote("Enregistré sur cet appareil")
                : savedLabel && savedNote(savedLabel)}
        </p>
        <Button aria-disabled={isSending || undefined} icon="check" size="large" type="submit" variant="primary">
          Enregistrer l’appel{countWords(counts)}
        </Button>
      </div>
    </form>
  );
}

/** What is ticked in a sheet, before the page was ready too. */
function countsIn(sheet: HTMLFormElement): { absent: number; late: number } {
  const ticked = new FormData(sheet);
  return { absent: ticked.getAll("absents[]").length, late: ticked.getAll("lates[]").length };
}

function savedNote(label: string) {
  return (
    <>
      <Icon className="text-success" name="circle-check" /> {label}
    </>
  );
}

/** What is known of a pupil before the roll is called. */
function Marks({ pupil: { before, known, mark } }: { pupil: SheetPupil }) {
  if (!before && !known) return null;
  return (
    <span className="call-marks">
      {known && (
        <Badge icon="info" tone="primary">
          {known.isWhole ? "Absence prévenue" : `Prévenue jusqu’à ${formatTimeOfDay(known.endMinute)}`}
        </Badge>
      )}
      {before && (
        <Badge tone={before.kind === "ABSENT" && mark === null ? "warning" : "neutral"}>
          {before.kind === "ABSENT" ? "Absent" : "En retard"} à {formatTimeOfDay(before.startMinute)}
        </Badge>
      )}
    </span>
  );
}

/** As stored; before the first roll call, whoever the school knows to be absent from all of the lesson. */
function isExpectedAbsent({ mark, known }: SheetPupil, version: number): boolean {
  return mark === "ABSENT" || (version === 0 && mark === null && (known?.isWhole ?? false));
}

function listed(values: string | string[] | undefined, id: string): boolean {
  return Array.isArray(values) && values.includes(id);
}

/** « (2 absents, 1 retard)»; nothing when everybody is there. */
function countWords({ absent, late }: { absent: number; late: number }): string {
  const words = [absent > 0 && formatCount(absent, "absent"), late > 0 && formatCount(late, "retard")].filter(Boolean);
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}
