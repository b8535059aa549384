"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { draftKey } from "@/components/forms/drafts";
import { useDraft } from "@/components/forms/use-draft";
import { storeDraft, type Written } from "@/components/messagerie/keep-draft";

/** A pause in the typing: what is on the device already then goes to the server. */
const STORE_AFTER_MS = 1_500;

/** Where what is written stands. */
export type Keeping = "untouched" | "device" | "stored";

/** What is being written, kept twice: on the device at once, on the server at each pause. */
export interface WrittenDraft {
  written: Written;
  keeping: Keeping;
  /** When it was typed, if this device had it and the server may not. */
  foundAt: number | null;
  /** Another number is another start: fields begin anew. */
  edition: number;
  change: (change: (before: Written) => Written) => void;
  /** Back to what the server had. */
  giveUp: () => void;
  /** What is written now, once no storing is under way. */
  settled: () => Promise<Written>;
  /** Once it is sent. */
  forget: () => void;
}

/**
 * @param thing what is written, for the device: «message», or the thread that is answered.
 * @param isLive false until the page lives, as `LiveForm` tells.
 */
export function useWritten(
  personId: string,
  thing: string,
  threadId: string | null,
  start: Written,
  isLive: boolean,
): WrittenDraft {
  const device = useDraft<Written>(draftKey(personId, `messagerie:${thing}`), isLive);
  const [written, setWritten] = useState(device.found?.value ?? start);
  const [keeping, setKeeping] = useState<Keeping>(device.found ? "device" : start.version > 0 ? "stored" : "untouched");
  const [edition, setEdition] = useState(0);
  const latest = useRef(written);
  const timer = useRef<number>(undefined);
  const storing = useRef<Promise<void>>(Promise.resolve());

  const { keep, forget: forgetDevice } = device;
  const store = useCallback(async () => {
    const sent = latest.current;
    const stored = await storeDraft(personId, threadId, sent);
    if (!stored) return;
    const isAll = latest.current === sent;
    latest.current = { ...latest.current, draftId: stored.draftId, version: stored.version };
    setWritten(latest.current);
    if (isAll) {
      forgetDevice();
      setKeeping("stored");
    } else keep(latest.current);
  }, [personId, threadId, keep, forgetDevice]);

  useEffect(() => () => clearTimeout(timer.current), []);

  function change(changed: (before: Written) => Written) {
    latest.current = changed(latest.current);
    setWritten(latest.current);
    setKeeping("device");
    keep(latest.current);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      storing.current = storing.current.then(store);
    }, STORE_AFTER_MS);
  }

  function giveUp() {
    clearTimeout(timer.current);
    forgetDevice();
    latest.current = start;
    setWritten(start);
    setKeeping(start.version > 0 ? "stored" : "untouched");
    setEdition((number) => number + 1);
  }

  async function settled() {
    clearTimeout(timer.current);
    await storing.current;
    return latest.current;
  }

  function forget() {
    clearTimeout(timer.current);
    forgetDevice();
  }

  return { written, keeping, foundAt: device.found?.at ?? null, edition, change, giveUp, settled, forget };
}
