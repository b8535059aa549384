"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { listenLive } from "@/components/shell/live-source";
import type { Topic } from "@/lib/live/types";

/** What comes in a burst (a class called, a timetable changed) is shown once. */
const TOGETHER_MS = 300;
/** A whole staff hears at the same moment and must not ask at the same moment. */
const SPREAD_MS = 700;

/**
 * Calls a little after something of the topic changed, once per burst, and only while the page is looked at: what happens
 * meanwhile is told when it is seen again.
 */
export function useLive(topic: Topic, onChange: () => void): void {
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStale = false;
    const change = () => {
      isStale = true;
      clearTimeout(timer);
      timer = setTimeout(show, TOGETHER_MS + Math.random() * SPREAD_MS);
    };
    const show = () => {
      if (!isStale || document.hidden) return;
      isStale = false;
      tell();
    };
    const leave = listenLive(topic, change);
    document.addEventListener("visibilitychange", show);
    return () => {
      clearTimeout(timer);
      leave();
      document.removeEventListener("visibilitychange", show);
    };
  }, [topic]);
}

/**
 * Renders the page again when something of the topic changes: for pages that are read, like a board. What is being typed in
 * them stays. Nothing without JavaScript.
 */
export function LiveRefresh({ topic }: { topic: Topic }) {
  const router = useRouter();
  useLive(topic, () => router.refresh());
  return null;
}
