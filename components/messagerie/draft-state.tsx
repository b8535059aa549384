import type { Keeping } from "@/components/messagerie/use-written";
import { Icon } from "@/components/ui/icons/icon";

/** Where what is being written stands; what is said there is announced. */
export function DraftState({
  keeping,
  isSending,
  isBusy,
}: {
  keeping: Keeping;
  isSending: boolean;
  /** A file is still leaving. */
  isBusy: boolean;
}) {
  return (
    <p className="save-state" role="status">
      {isSending ? (
        <>
          <span className="spinner" /> Envoi…
        </>
      ) : isBusy ? (
        "Un fichier est en cours d’envoi…"
      ) : keeping === "stored" ? (
        <>
          <Icon className="text-success" name="circle-check" /> Brouillon enregistré
        </>
      ) : (
        keeping === "device" && "Brouillon gardé sur cet appareil"
      )}
    </p>
  );
}
