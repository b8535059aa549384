"use client";

import { useEffect } from "react";

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
}

function closeAround(event: Event) {
  const target = event.target instanceof Element ? event.target : null;
  // A link that takes the focus is not followed yet: hidden under the pointer, it never would be.
  const isFollowed = event.type === "click" && target?.closest("a");
  for (const menu of openMenus()) {
    if (!menu.contains(target) || isFollowed) menu.open = false;
  }
}

function closeOnEscape(event: KeyboardEvent) {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary")?.focus();
  }
}

/** What `<details>` lacks as a menu, for every menu of the page: one listener, wherever it is rendered once. */
export function MenuBehaviour() {
  useEffect(() => {
    document.addEventListener("click", closeAround);
    document.addEventListener("focusin", closeAround);
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("click", closeAround);
      document.removeEventListener("focusin", closeAround);
      document.removeEventListener("keydown", closeOnEscape);
    };
  }, []);
  return null;
}
