"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";

/**
 * The button that sends the form around it. While the form is on its way it shows `pendingLabel` and ignores further
 * presses; it keeps its width and its focus. Without JavaScript it is a plain submit button.
 */
export function SubmitButton({
  children,
  pendingLabel = "Enregistrement…",
  variant = "primary",
  icon,
  onClick,
  ...rest
}: Omit<ButtonProps, "type"> & { pendingLabel?: string }) {
  const { pending } = useFormStatus();
  return (
    <Button
      // Not `disabled`: a disabled button loses the focus, and with it the place of a keyboard user.
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
      type="submit"
      variant={variant}
      {...rest}
    >
      <span className="button-labels">
        <span aria-hidden={pending || undefined} data-shown={!pending}>
          {icon && <Icon name={icon} />}
          {children}
        </span>
        <span aria-hidden={!pending || undefined} data-shown={pending}>
          <span className="spinner" />
          {pendingLabel}
        </span>
      </span>
    </Button>
  );
}
