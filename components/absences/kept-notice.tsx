"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import {
  forgetRollCall,
  type KeptRollCall,
  keptText,
  sendKept,
  subscribeToKept,
} from "@/components/absences/kept-roll-calls";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** Seconds between two attempts while something waits: the browser does not always say that the network is back. */
const RETRY_SECONDS = 15;

/** The roll calls that a person has kept on this device; none until the page lives. */
export function useKeptRollCalls(personId: string): KeptRollCall[] {
  const text = useSyncExternalStore(
    subscribeToKept,
    () => keptText(personId),
    () => "[]",
  );
  return JSON.parse(text) as KeptRollCall[];
}

/** Says which roll calls wait on this device, sends them as soon as it can, and says which of them the server has refused. */
export function KeptNotice({ personId }: { personId: string }) {
  const router = useRouter();
  const kept = useKeptRollCalls(personId);
  const [hasArrived, setArrived] = useState(false);
  const waiting = kept.filter(({ problem }) => problem === null);
  const isWaiting = waiting.length > 0;

  useEffect(() => {
    if (!isWaiting) return;
    const attempt = () => {
      if (!navigator.onLine) return;
      void sendKept(personId).then((isSent) => {
        if (!isSent) return;
        setArrived(true);
        router.refresh();
      });
    };
    attempt();
    const timer = setInterval(attempt, RETRY_SECONDS * 1000);
    addEventListener("online", attempt);
    return () => {
      clearInterval(timer);
      removeEventListener("online", attempt);
    };
  }, [isWaiting, personId, router]);

  return (
    <>
      <div role="status">
        {isWaiting && (
          <Notice className="kept-notice" title="Enregistré sur cet appareil">
            {waiting.map(({ label }) => label).join(", ")}
            {"\u202F: l’appel sera envoyé dès le retour de la connexion. Ne vous déconnectez pas d’ici là."}
          </Notice>
        )}
        {!isWaiting && hasArrived && <VisuallyHidden>L’appel gardé sur cet appareil est envoyé.</VisuallyHidden>}
      </div>
      {kept.map(({ sessionId, label, problem }) =>
        problem === null ? null : (
          <Notice
            className="kept-notice"
            key={sessionId}
            live="assertive"
            title="Un appel n’a pas pu être envoyé"
            tone="danger"
          >
            <p>{`${label}\u202F: ${problem}`}</p>
            <Button onClick={() => forgetRollCall(personId, sessionId)} size="small">
              Ne plus l’envoyer<VisuallyHidden> ({label})</VisuallyHidden>
            </Button>
          </Notice>
        ),
      )}
    </>
  );
}
