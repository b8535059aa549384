import type { ComponentProps } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";

/** `module` takes the hue of the surrounding `data-module`; `sun` is for «today» and «new», sparingly. */
export type BadgeTone = "neutral" | "primary" | "sun" | "success" | "warning" | "danger" | "module";

/** A word or two about the state of the thing beside it. Not pressable. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
  ...rest
}: ComponentProps<"span"> & { tone?: BadgeTone; icon?: IconName }) {
  return (
    <span className={clsx("badge", className)} data-tone={tone} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
