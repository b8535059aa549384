import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";

/** A column: its title, and the side on which its figures line up. */
export type Column = { key: string; label: ReactNode; align?: "start" | "end" };

/**
 * A table with its caption and its column titles; rows are native `<tr>`, the first cell a `<th scope="row">`.
 * Wider than the screen, it scrolls inside its own frame, which the keyboard reaches.
 */
export function Table({
  caption,
  captionHidden = false,
  columns,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { caption: string; captionHidden?: boolean; columns: readonly Column[] }) {
  return (
    <div aria-label={caption} className={clsx("table-frame", className)} role="region" tabIndex={0}>
      <table className="table" {...rest}>
        <caption className={clsx(captionHidden && "visually-hidden")}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, align }) => (
              <th data-align={align} key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
