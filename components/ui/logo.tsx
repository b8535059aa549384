import type { ComponentProps } from "react";
import { clsx } from "clsx";

/** The mark of Préau: a sloping roof on its posts, and the sun in its shelter. Roof in the current colour. */
export function LogoMark({ className, ...rest }: Omit<ComponentProps<"svg">, "children" | "viewBox">) {
  return (
    <svg aria-hidden="true" className={clsx("size-8 flex-none", className)} viewBox="0 0 32 32" {...rest}>
      <path d="M9 27.500a7 7 0 0 1 14 0z" fill="var(--sun)" />
      <path
        d="M3.500 12.800 28.500 6.500M6.500 13v14.500M25.500 8v19.500"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="3.250"
      />
    </svg>
  );
}

/** The mark and the name. */
export function Logo({ className, ...rest }: Omit<ComponentProps<"span">, "children">) {
  return (
    <span
      className={clsx("inline-flex items-center gap-2 font-display text-xl font-bold tracking-tight", className)}
      {...rest}
    >
      <LogoMark />
      Préau
    </span>
  );
}
