"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Button, IconButton } from "@/components/ui/button";

/**
 * A dialog of the editor, open as long as it is rendered. It holds no form, because it stands inside one: Enter in a field
 * confirms.
 */
export function EditorDialog({
  title,
  confirmLabel,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirmLabel: string;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
  }, []);

  function confirmByEnter(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    onConfirm();
  }

  return (
    <dialog aria-labelledby={titleId} className="dialog" onClose={onClose} onKeyDown={confirmByEnter} ref={dialog}>
      <div className="dialog-header">
        <h2 className="dialog-title" id={titleId}>
          {title}
        </h2>
        <IconButton icon="x" label="Fermer" onClick={onClose} />
      </div>
      <div className="grid gap-4">{children}</div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Annuler</Button>
        <Button onClick={onConfirm} variant="primary">
          {confirmLabel}
        </Button>
      </div>
    </dialog>
  );
}
