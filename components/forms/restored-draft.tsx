import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatDay, formatTimeOfDay } from "@/lib/time/format";

/** Says that what is shown was never saved, and offers the way back. */
export function RestoredDraft({ at, onGiveUp }: { at: number; onGiveUp: () => void }) {
  return (
    <Notice live="polite" title={`Brouillon retrouvé sur cet appareil (${localMoment(new Date(at))})`} tone="warning">
      <p>Il n’est pas encore enregistré.</p>
      <Button className="mt-2" icon="undo-2" onClick={onGiveUp} size="small">
        Revenir au texte enregistré
      </Button>
    </Notice>
  );
}

/** By the clock of the device on which it was typed: «jeu. 19 nov., 8 h 12». */
function localMoment(date: Date): string {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${formatDay(day.join("-"))}, ${formatTimeOfDay(date.getHours() * 60 + date.getMinutes())}`;
}
