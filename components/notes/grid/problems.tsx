"use client";

import { useSyncExternalStore } from "react";
import { type GradeStore } from "@/components/notes/grid/store";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Pupil } from "@/lib/notes/types";
import { formatCount, formatName } from "@/lib/time/format";

/** The cells that wait for their author, with what to do about each. */
export function GridProblems({
  store,
  pupils,
  columns,
}: {
  store: GradeStore;
  pupils: readonly Pupil[];
  columns: readonly { id: string; title: string }[];
}) {
  const read = () => store.problems;
  const problems = useSyncExternalStore((changed) => store.subscribe("problems", changed), read, read);
  return (
    <div aria-live="polite" id="grille-problemes">
      {problems.length > 0 && (
        <Notice title={`${formatCount(problems.length, "note")} à revoir`} tone="warning">
          <ul className="grid-problems">
            {problems.map((key) => {
              const [studentId, assessmentId] = key.split(" ");
              const pupil = pupils.find(({ id }) => id === studentId);
              const { message, status, value, current } = store.cell(key);
              return (
                <li key={key}>
                  <span>
                    <b>{pupil && formatName(pupil)}</b>, {columns.find(({ id }) => id === assessmentId)?.title}
                    {`\u202F: «\u00A0${value}\u00A0» n’est pas enregistré. ${message ?? ""}`}
                  </span>
                  {status === "conflict" && (
                    <span className="grid-choices">
                      <Button onClick={() => store.settle(key, "mine")} size="small">
                        {value === "" ? "Effacer" : `Garder ${value}`}
                      </Button>
                      <Button onClick={() => store.settle(key, "theirs")} size="small">
                        {current ? `Prendre ${current}` : "Laisser vide"}
                      </Button>
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
    </div>
  );
}
