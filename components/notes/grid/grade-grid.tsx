"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from "react";
import { Figure, InputCell } from "@/components/notes/grid/cells";
import { GridLegend } from "@/components/notes/grid/legend";
import { GridProblems } from "@/components/notes/grid/problems";
import { sendCells } from "@/components/notes/grid/send";
import { GradeStore, keyOf } from "@/components/notes/grid/store";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import type { ServiceRules } from "@/lib/notes/averages";
import type { Assessment, Cell, Pupil } from "@/lib/notes/types";

/** A column of the grid: an assessment, and the way to its page. */
export interface GridColumn extends Assessment {
  href: string;
  /** «jeu. 12 nov.» */
  date: string;
  /** «sur 20, coef. 2» */
  weight: string;
  isReturned: boolean;
}

/**
 * The grades of a class: arrows move, Enter goes down, Tab to the right, a block is pasted from a spreadsheet, Ctrl Z takes the last
 * change back. Each cell is saved by itself, and says so.
 */
export function GradeGrid({
  serviceId,
  personId,
  rules,
  columns,
  pupils,
  cells,
}: {
  serviceId: string;
  personId: string;
  rules: ServiceRules;
  columns: readonly GridColumn[];
  pupils: readonly Pupil[];
  cells: readonly Cell[];
}) {
  const [store] = useState(
    () =>
      new GradeStore(
        rules,
        columns,
        pupils.map(({ id }) => id),
        cells,
        (sent) => sendCells(serviceId, personId, sent),
      ),
  );
  useKeepingUnsaved(store);

  const keyAt = (row: number, column: number): string | null => {
    const [pupil, assessment] = [pupils[row], columns[column]];
    return pupil && assessment ? keyOf(pupil.id, assessment.id) : null;
  };

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>) {
    const place = placeOf(event.target);
    if (!place) return;
    const { input, row, column } = place;
    const move = (rows: number, columnsAway: number) => {
      if (focusCell(event.currentTarget, row + rows, column + columnsAway)) event.preventDefault();
    };
    const [start, end] = [input.selectionStart ?? 0, input.selectionEnd ?? 0];
    const isWhole = start === 0 && end === input.value.length;
    switch (event.key) {
      case "ArrowUp":
        return move(-1, 0);
      case "ArrowDown":
        return move(1, 0);
      case "ArrowLeft":
        return end === 0 || isWhole ? move(0, -1) : undefined;
      case "ArrowRight":
        return start === input.value.length || isWhole ? move(0, 1) : undefined;
      case "Enter": {
        // Under the last pupil there is nowhere to go, and leaving is what saves.
        const key = keyAt(row, column);
        if (key) store.write(key, input.value);
        return move(event.shiftKey ? -1 : 1, 0);
      }
      case "Escape":
        input.value = store.cell(keyAt(row, column) ?? "").value;
        return input.select();
      case "z": {
        const key = keyAt(row, column);
        if (!(event.ctrlKey || event.metaKey) || !key || input.value !== store.cell(key).value) return;
        event.preventDefault();
        showCell(event.currentTarget, store.undo());
      }
    }
  }

  function showCell(table: HTMLTableElement, key: string | null) {
    const [studentId, assessmentId] = key?.split(" ") ?? [];
    const row = pupils.findIndex(({ id }) => id === studentId);
    focusCell(
      table,
      row,
      columns.findIndex(({ id }) => id === assessmentId),
    );
  }

  function onPaste(event: ClipboardEvent<HTMLTableElement>) {
    const place = placeOf(event.target);
    const lines = event.clipboardData
      .getData("text/plain")
      .replace(/\r?\n$/, "")
      .split(/\r?\n/);
    if (!place || (lines.length === 1 && !lines[0]?.includes("\t"))) return;
    event.preventDefault();
    for (const [down, line] of lines.entries()) {
      for (const [right, text] of line.split("\t").entries()) {
        const key = keyAt(place.row + down, place.column + right);
        if (key) store.write(key, text);
      }
    }
  }

  return (
    <div className="grade-grid">
      <div className="grid-tools">
        <Button icon="undo-2" onClick={() => store.undo()} size="small" variant="quiet">
          Annuler la dernière saisie
        </Button>
        <GridLegend />
      </div>
      <div className="grid-frame">
        <table
          className="grade-table"
          onBlur={(event) => {
            const place = placeOf(event.target);
            const key = place && keyAt(place.row, place.column);
            if (key) store.write(key, place.input.value);
          }}
          onFocus={(event) => placeOf(event.target)?.input.select()}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        >
          <caption className="visually-hidden">
            Notes de la classe, une ligne par élève, une colonne par évaluation
          </caption>
          <thead>
            <tr>
              <th scope="col">Élève</th>
              {columns.map((column, index) => (
                <th key={column.id} scope="col">
                  <GridHeading column={column} index={index} />
                </th>
              ))}
              <th scope="col">Moyenne</th>
            </tr>
          </thead>
          <tbody>
            {pupils.map((pupil, row) => (
              <tr key={pupil.id}>
                <th id={`eleve-${row}`} scope="row">
                  <span className="grid-last-name">{pupil.lastName}</span> {pupil.firstName}
                </th>
                {columns.map(({ id }, column) => (
                  <InputCell assessmentId={id} column={column} key={id} row={row} store={store} studentId={pupil.id} />
                ))}
                <Figure name={pupil.id} read="average" store={store} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Moyenne de la classe</th>
              {columns.map(({ id }) => (
                <Figure key={id} name={id} read="mean" store={store} />
              ))}
              <Figure name="class" read="classAverage" store={store} />
            </tr>
          </tfoot>
        </table>
      </div>
      <GridProblems columns={columns} pupils={pupils} store={store} />
    </div>
  );
}

function GridHeading({ column, index }: { column: GridColumn; index: number }) {
  return (
    <>
      <Link className="grid-title" href={column.href} id={`evaluation-${index}`} title={column.title}>
        {column.title}
      </Link>
      <span className="grid-note">{column.date}</span>
      <span className="grid-note">
        {column.weight} <Icon name={column.isReturned ? "eye" : "eye-off"} />
        <span className="visually-hidden">{column.isReturned ? ", rendue" : ", pas encore rendue"}</span>
      </span>
    </>
  );
}

/** Warns before leaving what is not saved, and sends it when the network comes back. */
function useKeepingUnsaved(store: GradeStore) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => store.isUnsaved && event.preventDefault();
    const resend = () => store.flush();
    window.addEventListener("beforeunload", warn);
    window.addEventListener("online", resend);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("online", resend);
    };
  }, [store]);
}

function placeOf(target: EventTarget): { input: HTMLInputElement; row: number; column: number } | null {
  if (!(target instanceof HTMLInputElement) || target.dataset["row"] === undefined) return null;
  return { input: target, row: Number(target.dataset["row"]), column: Number(target.dataset["column"]) };
}

function focusCell(table: HTMLTableElement, row: number, column: number): boolean {
  const input = table.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`);
  input?.focus();
  return input !== null;
}
