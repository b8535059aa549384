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

/** Often enough to look alive, for work that lasts seconds. */
const LOOK_EVERY_MS = 2_000;

/**
 * Renders the page again when something of the topic changes: for pages that are read, like a board. What is being typed in
 * them stays. Nothing without JavaScript.
 * @param isUnderWay what is shown will end by itself, perhaps before the page listens: it looks again meanwhile, without being told.
 */
export function LiveRefresh({ topic, isUnderWay = false }: { topic: Topic; isUnderWay?: boolean }) {
  const router = useRouter();
  useLive(topic, () => router.refresh());
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => !document.hidden && router.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
  return null;
}
