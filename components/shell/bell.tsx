"use client";

import { useState } from "react";
import { useLive } from "@/components/shell/live";
import { NavLink } from "@/components/shell/nav-link";
import { Icon } from "@/components/ui/icons/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** Counting further tells nobody more. */
const MOST_SHOWN = 99;

/**
 * What is new, with its count, which moves by itself. It asks for the number alone: the page around it, where somebody may be
 * writing, is left in peace.
 */
export function Bell({ href, unread }: { href: string; unread: number }) {
  const [heard, setHeard] = useState({ unread, instead: unread });
  // A page rendered since knows better than what was heard before.
  const count = heard.unread === unread ? heard.instead : unread;
  useLive("notifications", () => {
    void readCount().then((instead) => {
      if (instead !== null) setHeard({ unread, instead });
    });
  });
  const words = count === 0 ? "aucune nouvelle" : count === 1 ? "1 nouvelle" : `${shown(count)} nouvelles`;
  return (
    <>
      <NavLink className="bell" href={href}>
        <Icon name="bell" />
        <VisuallyHidden>{`Notifications, ${words}`}</VisuallyHidden>
        {count > 0 && (
          <span aria-hidden="true" className="bell-count">
            {shown(count)}
          </span>
        )}
      </NavLink>
      {/* Said when it moves, not when the page opens. */}
      <VisuallyHidden role="status">{count > unread && `Notifications\u202F: ${words}`}</VisuallyHidden>
    </>
  );
}

function shown(count: number): string {
  return count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
}

/** The number of now, or null when it cannot be known: the next page will. */
async function readCount(): Promise<number | null> {
  try {
    const response = await fetch("/api/notifications/count");
    const answer: unknown = response.status === 200 ? await response.json() : null;
    return typeof answer === "number" ? answer : null;
  } catch {
    return null;
  }
}
