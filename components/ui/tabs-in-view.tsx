"use client";

import { useEffect, useRef } from "react";

/** Brings the tab that is open into sight where a phone shows only some of them. Without JavaScript one scrolls to it. */
export function TabsInView({ current }: { current: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const tabs = mark.current?.parentElement;
    const open = tabs?.querySelector<HTMLElement>("[aria-current]");
    if (!tabs || !open) return;
    tabs.scrollLeft +=
      open.getBoundingClientRect().left - tabs.getBoundingClientRect().left - (tabs.clientWidth - open.clientWidth) / 2;
  }, [current]);
  return <span hidden ref={mark} />;
}
