"use client";

import { useEffect, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";

type Toast = { id: number; message: string; undo?: () => void };

const eventName = "preau:toast";
/** Long enough to read, to reach and to decide, with room for those who read slowly (WCAG 2.2.1 asks for control: see `paused`). */
const shownForMs = 10_000;

/**
 * Says what was just done and, where it can be, offers to undo it. For gestures that JavaScript carried; a page that
 * was loaded anew says it in a `Notice`. Needs one {@link Toaster} in the page.
 */
export function toast(message: string, undo?: () => void): void {
  window.dispatchEvent(new CustomEvent(eventName, { detail: { message, undo } }));
}

/** The region where `toast` speaks: there from the start, so that it is announced. It waits while it is used. */
export function Toaster() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const [paused, setPaused] = useState(false);

  useEffect(() => {
    let lastId = 0;
    function add(event: Event) {
      if (!(event instanceof CustomEvent)) return;
      const { message, undo } = event.detail as Omit<Toast, "id">;
      lastId += 1;
      // What only says that something is done makes room for what comes next; an undo stays for its time.
      setToasts((shown) => [
        ...shown.filter((toast) => toast.undo).slice(-2),
        { id: lastId, message, ...(undo && { undo }) },
      ]);
      // A button that went from under the pointer tells nobody that it left.
      setPaused(false);
    }
    window.addEventListener(eventName, add);
    return () => window.removeEventListener(eventName, add);
  }, []);

  useEffect(() => {
    if (paused || toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((shown) => shown.slice(1)), shownForMs);
    return () => clearTimeout(timer);
  }, [paused, toasts]);

  function close(id: number) {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
    setPaused(false);
  }

  return (
    <div
      className="toasts"
      onBlur={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      // One that comes to it, not one that rested where it appeared, over what it hides.
      onPointerMove={() => setPaused(true)}
      role="status"
    >
      {toasts.map(({ id, message, undo }) => (
        <div className="toast" key={id}>
          <span>{message}</span>
          {undo && (
            <Button
              onClick={() => {
                undo();
                close(id);
              }}
              size="small"
              variant="quiet"
            >
              Annuler
            </Button>
          )}
          <IconButton icon="x" label="Fermer le message" onClick={() => close(id)} size="small" />
        </div>
      ))}
    </div>
  );
}
