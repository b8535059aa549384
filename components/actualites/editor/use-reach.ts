"use client";

import { useEffect, useState } from "react";
import { audiencePath, type ChosenAudience } from "@/lib/actualites/rules";
import type { Reach } from "@/lib/actualites/types";

/** Long enough for several ticks in a row to be one question. */
const ASK_AFTER_MS = 300;

/** How many people the audience that is being chosen has; null while it is not known, or not chosen. */
export function useReach({ readers, scope, levels, groups }: ChosenAudience, personId: string): Reach | null {
  const isChosen = readers.length > 0 && (scope === "SCHOOL" || levels.length + groups.length > 0);
  const path = isChosen ? audiencePath({ readers, scope, levels, groups }) : null;
  const [known, setKnown] = useState<{ path: string; reach: Reach } | null>(null);

  useEffect(() => {
    if (path === null) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/actualites/portee/${path}?personne=${personId}`, { signal: asking.signal })
        .then((answer) => (answer.ok ? (answer.json() as Promise<Reach>) : null))
        .then((reach) => reach && setKnown({ path, reach }))
        // The count is a help: without network the form goes on without it.
        .catch(() => undefined);
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [path, personId]);

  return known?.path === path ? known.reach : null;
}
