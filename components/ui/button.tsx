import type { ComponentProps } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import { Link, type LinkProps } from "@/components/ui/link";

/** Weight of a button: one `primary` per view, `secondary` beside it, `quiet` in toolbars and rows, `danger` when something is lost. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

/** `small` for rows and toolbars, `large` for the one gesture of a page. */
export type ButtonSize = "small" | "medium" | "large";

type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: IconName };

/** Props of {@link Button}. */
export type ButtonProps = ComponentProps<"button"> & Look;

/** A button. `type` is `button` unless said otherwise: a form is sent by `SubmitButton`, or by `type="submit"`. */
export function Button({
  variant = "secondary",
  size = "medium",
  icon,
  type = "button",
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button className={clsx("button", className)} data-variant={variant} data-size={size} type={type} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it never changes anything. */
export function LinkButton({
  variant = "secondary",
  size = "medium",
  icon,
  className,
  children,
  ...rest
}: LinkProps & Look) {
  return (
    <Link className={clsx("button", className)} data-variant={variant} data-size={size} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A button shown by its icon alone; `label` is its name for everyone who does not see it, and its tooltip. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size = "medium",
  type = "button",
  className,
  ...rest
}: Omit<ButtonProps, "children" | "icon"> & { label: string; icon: IconName }) {
  return (
    <button
      aria-label={label}
      className={clsx("button", className)}
      data-shape="icon"
      data-size={size}
      data-variant={variant}
      title={label}
      type={type}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
