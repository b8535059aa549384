import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";

/** A list of {@link Row}, on one surface. `label` names it when no heading does. */
export function List({ label, className, ...rest }: ComponentProps<"ul"> & { label?: string }) {
  return <ul aria-label={label} className={clsx("rows", className)} {...rest} />;
}

/**
 * One thing of a list. A link in `title` spreads over the whole row; what stands in `before` and `aside` (a box to tick,
 * a button) keeps its own target above it.
 */
export function Row({
  title,
  before,
  aside,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"li">, "title"> & { title: ReactNode; before?: ReactNode; aside?: ReactNode }) {
  return (
    <li className={clsx("row", className)} {...rest}>
      {before && <div className="row-before">{before}</div>}
      <div className="row-body">
        <div className="row-title">{title}</div>
        {children && <div className="row-text">{children}</div>}
      </div>
      {aside && <div className="row-aside">{aside}</div>}
    </li>
  );
}
