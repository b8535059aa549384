"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  type Draft,
  dropDraft,
  dropOldDrafts,
  readDraft,
  writeDraft,
} from "@/components/cahier-de-texte/editor/drafts";

/** Often enough to lose a few words at the most, rarely enough to type without a hitch. */
const KEEP_AFTER_MS = 400;

/** A draft in the hands of its form. */
export interface KeptDraft<Value> {
  /** What was there when the form opened: undefined until it is known, null for none. */
  found: Draft<Value> | null | undefined;
  isUnsaved: boolean;
  /** To be called at each change. */
  keep: (value: Value) => void;
  /** Once it is saved or given up. */
  forget: () => void;
}

/** Keeps what is typed on this device until it is saved, and warns before a page that holds something unsaved is left. */
export function useDraft<Value>(key: string): KeptDraft<Value> {
  const [found, setFound] = useState<Draft<Value> | null>();
  const [isUnsaved, setUnsaved] = useState(false);
  const waiting = useRef<{ value: Value; timer: number }>(undefined);

  const flush = useCallback(() => {
    if (!waiting.current) return;
    clearTimeout(waiting.current.timer);
    writeDraft(localStorage, key, waiting.current.value, Date.now());
    waiting.current = undefined;
  }, [key]);

  useEffect(() => {
    dropOldDrafts(localStorage, Date.now());
    const draft = readDraft<Value>(localStorage, key, Date.now());
    setFound(draft);
    setUnsaved(draft !== null);
    addEventListener("pagehide", flush);
    return () => {
      flush();
      removeEventListener("pagehide", flush);
    };
  }, [key, flush]);

  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isUnsaved]);

  const keep = useCallback(
    (value: Value) => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = { value, timer: window.setTimeout(flush, KEEP_AFTER_MS) };
      setUnsaved(true);
    },
    [flush],
  );

  const forget = useCallback(() => {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = undefined;
    dropDraft(localStorage, key);
    setUnsaved(false);
    setFound(null);
  }, [key]);

  return { found, isUnsaved, keep, forget };
}
