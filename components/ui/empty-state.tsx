import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";

/**
 * A list with nothing in it: an illustration, what it means, and what to do now if anything.
 * `level` is that of the heading it stands under, plus one.
 */
export function EmptyState({
  illustration,
  title,
  action,
  level = 2,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"div">, "title"> & {
  illustration: ReactNode;
  title: ReactNode;
  action?: ReactNode;
  level?: 1 | 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={clsx("empty-state", className)} {...rest}>
      {illustration}
      <Heading className="empty-state-title">{title}</Heading>
      {children && <p className="empty-state-text">{children}</p>}
      {action && <div className="empty-state-action">{action}</div>}
    </div>
  );
}
