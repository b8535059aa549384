"use client";

import { type ComponentProps, type ReactNode, useId, useRef } from "react";
import { clsx } from "clsx";
import { Button, type ButtonProps, IconButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/**
 * A button and the modal dialog that it opens: native `<dialog>`, so the page behind is inert, Escape closes it and the
 * focus goes back to the button. Needs JavaScript: whatever it offers must have another way too.
 */
export function Dialog({
  trigger,
  title,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"dialog">, "title"> & { trigger: ButtonProps; title: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  return (
    <>
      <Button aria-haspopup="dialog" {...trigger} onClick={() => dialog.current?.showModal()} />
      <dialog
        aria-labelledby={titleId}
        className={clsx("dialog", className)}
        // A press on the backdrop is a press on the dialog itself, outside of what it holds.
        onClick={(event) => event.target === event.currentTarget && closesAt(event.currentTarget, event)}
        ref={dialog}
        {...rest}
      >
        <div className="dialog-header">
          <h2 className="dialog-title" id={titleId}>
            {title}
          </h2>
          <IconButton icon="x" label="Fermer" onClick={() => dialog.current?.close()} />
        </div>
        {children}
      </dialog>
    </>
  );
}

function closesAt(dialog: HTMLDialogElement, { clientX, clientY }: { clientX: number; clientY: number }) {
  const box = dialog.getBoundingClientRect();
  const inside = clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
  if (!inside) dialog.close();
}

/**
 * Asks before something that cannot be undone; where an undo is possible, do it and offer the undo instead (`toast`).
 * `action` receives the hidden fields given as `fields`.
 */
export function ConfirmDialog({
  trigger,
  title,
  confirmLabel,
  action,
  fields = {},
  children,
}: {
  trigger: ButtonProps;
  title: ReactNode;
  /** The deed itself, as a verb: «Supprimer le devoir», never «OK». */
  confirmLabel: string;
  action: (data: FormData) => void | Promise<void>;
  fields?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  return (
    <Dialog title={title} trigger={trigger}>
      {children}
      <form action={action}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} name={name} type="hidden" value={value} />
        ))}
        <div className="dialog-actions">
          <Button onClick={(event) => event.currentTarget.closest("dialog")?.close()}>Annuler</Button>
          <SubmitButton pendingLabel="Un instant…" variant="danger">
            {confirmLabel}
          </SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
