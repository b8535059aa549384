import type { ComponentProps } from "react";
import { clsx } from "clsx";

/** Initials in a disc, beside the name that they stand for; never alone. */
export function Avatar({
  initials,
  className,
  ...rest
}: Omit<ComponentProps<"span">, "children"> & { initials: string }) {
  return (
    <span aria-hidden="true" className={clsx("avatar", className)} {...rest}>
      {initials}
    </span>
  );
}
