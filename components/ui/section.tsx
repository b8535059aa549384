import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";

/**
 * A titled part of a page: an `h2` by default (`level` for a part of a part), a quiet note, an action at the end of the
 * title's line. `id` names it for links and labels it for assistive technology.
 */
export function Section({
  id,
  title,
  note,
  action,
  level = 2,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"section">, "title" | "id"> & {
  id: string;
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <section aria-labelledby={`${id}-titre`} className={clsx("section", className)} id={id} {...rest}>
      <div className="section-header">
        <Heading className="section-title" id={`${id}-titre`}>
          {title}
        </Heading>
        {note && <p className="section-note">{note}</p>}
        {action && <div className="section-action">{action}</div>}
      </div>
      {children}
    </section>
  );
}

/** A surface that holds one thing. `lifted` for what floats above the page's ground and can be acted upon. */
export function Card({ lifted, className, ...rest }: ComponentProps<"div"> & { lifted?: boolean }) {
  return <div className={clsx("card", className)} data-lifted={lifted || undefined} {...rest} />;
}
