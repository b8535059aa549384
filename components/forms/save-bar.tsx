import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";

/** The button that saves, and where things stand: what is said there is announced. */
export function SaveBar({
  isSending,
  isBusy,
  isUnsaved,
  savedLabel,
  children,
}: {
  isSending: boolean;
  /** A file is still leaving. */
  isBusy: boolean;
  isUnsaved: boolean;
  savedLabel: string | null;
  children: ReactNode;
}) {
  return (
    <div className="save-bar">
      <Button aria-disabled={isSending || isBusy || undefined} type="submit" variant="primary">
        {children}
      </Button>
      <p className="save-state" role="status">
        <SaveState isBusy={isBusy} isSending={isSending} isUnsaved={isUnsaved} savedLabel={savedLabel} />
      </p>
    </div>
  );
}

function SaveState({
  isSending,
  isBusy,
  isUnsaved,
  savedLabel,
}: {
  isSending: boolean;
  isBusy: boolean;
  isUnsaved: boolean;
  savedLabel: string | null;
}) {
  if (isSending) {
    return (
      <>
        <span className="spinner" /> Enregistrement…
      </>
    );
  }
  if (isBusy) return "Un fichier est en cours d’envoi…";
  if (isUnsaved) return "Modifications non enregistrées, gardées sur cet appareil";
  return (
    savedLabel && (
      <>
        <Icon className="text-success" name="circle-check" /> {savedLabel}
      </>
    )
  );
}
