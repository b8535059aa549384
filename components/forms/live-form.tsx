"use client";

import { type ReactNode, useCallback, useRef } from "react";
import { useIsLive } from "@/components/forms/use-draft";
import { doAgain, type Done, whatWasDone } from "@/components/forms/done-before";

/**
 * A form that begins with what this device holds, which is known once the page lives: what was waiting until then starts
 * anew. Whatever the person typed, ticked, unfolded or attached before is done again in it.
 * @param props.children the form, told whether the page lives.
 */
export function LiveForm({ children }: { children: (isLive: boolean) => ReactNode }) {
  const isLive = useIsLive();
  const done = useRef<Done | null>(null);
  const watch = useCallback(
    (root: HTMLElement | null) => () => {
      if (root) done.current = whatWasDone(root);
    },
    [],
  );
  const takeOver = useCallback((root: HTMLElement | null) => {
    const before = done.current;
    done.current = null;
    // React listens to what is done once it has drawn.
    if (root && before) queueMicrotask(() => doAgain(root, before));
  }, []);
  return (
    <div className="contents" key={isLive ? "live" : "waiting"} ref={isLive ? takeOver : watch}>
      {children(isLive)}
    </div>
  );
}
