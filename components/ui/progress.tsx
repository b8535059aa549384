import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";

/** How far something is: native `<progress>`, its label and its figure in words. Without `value`, it is under way. */
export function Progress({
  label,
  text,
  className,
  ...rest
}: ComponentProps<"progress"> & { label: string; text?: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between gap-4 text-sm">
        <span className="font-semibold">{label}</span>
        {text && <span className="text-soft">{text}</span>}
      </div>
      <progress aria-label={label} className={clsx("progress", className)} {...rest} />
    </div>
  );
}

/** A line that is still loading. Hidden from assistive technology: say «Chargement…» once, beside. */
export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return <span aria-hidden="true" className={clsx("skeleton", className)} {...rest} />;
}
