"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/**
 * The button that sends the form around it. While the form is on its way it shows a spinner, says `pendingLabel` and
 * ignores further presses; it keeps its width and its focus. Without JavaScript it is a plain submit button.
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
      data-pending={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
      type="submit"
      variant={variant}
      {...rest}
    >
      <span className="button-labels">
        <span className="button-label">
          {icon && <Icon name={icon} />}
          {children}
        </span>
        {pending && <span className="spinner" />}
      </span>
      <VisuallyHidden role="status">{pending && pendingLabel}</VisuallyHidden>
    </Button>
  );
}
