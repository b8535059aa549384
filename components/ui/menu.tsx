import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import { Link, type LinkProps } from "@/components/ui/link";

/**
 * A short list of links and buttons behind a summary: native `<details>`, which opens without JavaScript.
 * `MenuBehaviour`, once per page, adds that Escape, a press outside or a followed link close it.
 */
export function Menu({
  summary,
  summaryClassName = "button",
  align = "end",
  className,
  children,
  ...rest
}: ComponentProps<"details"> & { summary: ReactNode; summaryClassName?: string; align?: "start" | "end" }) {
  return (
    <details className={clsx("menu", className)} data-align={align} data-menu {...rest}>
      <summary className={summaryClassName} data-variant="quiet">
        {summary}
      </summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}

type ItemLook = { icon?: IconName; tone?: "danger" };

/** A menu line that goes somewhere. */
export function MenuLink({ icon, tone, className, children, ...rest }: LinkProps & ItemLook) {
  return (
    <Link className={clsx("menu-item", className)} data-tone={tone} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}

/** A menu line that does something; in a form, give `type="submit"`. */
export function MenuButton({
  icon,
  tone,
  className,
  children,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ItemLook) {
  return (
    <button className={clsx("menu-item", className)} data-tone={tone} type={type} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
