"use client";

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Draft, dropDraft, dropOldDrafts, readDraft, writeDraft } from "@/components/forms/drafts";

/** Often enough to lose a few words at the most, rarely enough to type without a hitch. */
const KEEP_AFTER_MS = 400;

/** A draft in the hands of its form. */
export interface KeptDraft<Value> {
  /** What was there when the form opened. */
  found: Draft<Value> | null;
  isUnsaved: boolean;
  /** To be called at each change. */
  keep: (value: Value) => void;
  /** Once it is saved or given up. */
  forget: () => void;
}

/**
 * Is the page alive? False on the server and while the browser takes over from it, when what this device holds must not be
 * looked at yet.
 */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}

/** Was something left unfinished on this device? False until the page lives. */
export function useHasDraft(key: string): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => readDraft(localStorage, key, Date.now()) !== null,
    () => false,
  );
}

/**
 * Keeps what is typed on this device until it is saved, and warns before a page that holds something unsaved is left.
 * @param isLive what `LiveForm` tells: a form that was there before the page lived starts anew when it does.
 */
export function useDraft<Value>(key: string, isLive: boolean): KeptDraft<Value> {
  const [found, setFound] = useState(() => (isLive ? readDraft<Value>(localStorage, key, Date.now()) : null));
  const [isUnsaved, setUnsaved] = useState(found !== null);
  const waiting = useRef<{ value: Value; timer: number }>(undefined);

  const flush = useCallback(() => {
    if (!waiting.current) return;
    clearTimeout(waiting.current.timer);
    writeDraft(localStorage, key, waiting.current.value, Date.now());
    waiting.current = undefined;
  }, [key]);

  useEffect(() => {
    dropOldDrafts(localStorage, Date.now());
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
