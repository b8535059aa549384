"use client";

import { memo, useEffect, useRef, useSyncExternalStore } from "react";
import { type CellState, type GradeStore, keyOf } from "@/components/notes/grid/store";

const statusWords: Readonly<Partial<Record<CellState["status"], string>>> = {
  waiting: "à enregistrer",
  saving: "enregistrement…",
  saved: "enregistré",
  offline: "en attente du réseau",
};

/** One cell to type in. Its field is its own: what is typed reaches React only when somebody leaves it. */
export const InputCell = memo(function InputCell({
  store,
  studentId,
  assessmentId,
  row,
  column,
}: {
  store: GradeStore;
  studentId: string;
  assessmentId: string;
  row: number;
  column: number;
}) {
  const key = keyOf(studentId, assessmentId);
  const read = () => store.cell(key);
  const cell = useSyncExternalStore((changed) => store.subscribe(key, changed), read, read);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Typed before the page was ready: as good as typed now.
    if (input.current) store.write(key, input.current.value);
  }, [store, key]);
  useEffect(() => {
    if (input.current && input.current.value !== cell.value) input.current.value = cell.value;
  }, [cell.value]);
  const isWrong = cell.status === "refused" || cell.status === "conflict";
  return (
    <td data-status={cell.status === "idle" ? undefined : cell.status} title={cell.message ?? statusWords[cell.status]}>
      <input
        aria-describedby={isWrong ? "grille-problemes" : undefined}
        aria-invalid={isWrong || undefined}
        aria-labelledby={`eleve-${row} evaluation-${column}`}
        autoComplete="off"
        data-column={column}
        data-row={row}
        defaultValue={cell.value}
        inputMode="decimal"
        maxLength={8}
        ref={input}
      />
    </td>
  );
});

/** A figure that follows the cells: a pupil's average, a column's mean, the average of the class. */
export const Figure = memo(function Figure({
  store,
  name,
  read,
}: {
  store: GradeStore;
  /** The pupil or assessment whose cells it is made of; «class» for all. */
  name: string;
  read: "average" | "mean" | "classAverage";
}) {
  const value = () => store[read](name);
  return (
    <td className="grid-figure">{useSyncExternalStore((changed) => store.subscribe(name, changed), value, value)}</td>
  );
});
