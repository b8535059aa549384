"use client";

import { useRouter } from "next/navigation";

/** What every form that sends a message is given. */
export interface Sendable {
  personId: string;
  operationId: string;
  /** The person that addresses must carry; null in accounts with one. */
  acting: string | null;
}

/** Goes to the thread of a message that was just sent, at its end. */
export function useLeaving({ acting }: Pick<Sendable, "acting">) {
  const router = useRouter();
  return ({ threadId, persons }: { threadId: string; persons: number }) => {
    const query = new URLSearchParams({ fait: "envoye", a: String(persons), ...(acting && { personne: acting }) });
    router.push(`/messagerie/${threadId}?${query}`);
  };
}
