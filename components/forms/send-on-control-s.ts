import type { KeyboardEvent } from "react";

/** Ctrl + S saves the form around, as everywhere else, instead of the page. */
export function sendOnControlS(event: KeyboardEvent<HTMLFormElement>): void {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
