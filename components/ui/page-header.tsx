import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";

/** A step of the way to this page; the page itself is not one. */
export type Crumb = { label: string; href: string };

/** The top of a page: the way here, its one `h1`, a sentence, and what can be done with the whole page. */
export function PageHeader({
  title,
  lead,
  crumbs = [],
  actions,
  className,
  ...rest
}: Omit<ComponentProps<"header">, "title"> & {
  title: ReactNode;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
}) {
  return (
    <header className={clsx("page-header", className)} {...rest}>
      <div className="min-w-0">
        {crumbs.length > 0 && (
          <nav aria-label="Fil d’Ariane">
            <ol className="breadcrumbs">
              {crumbs.map(({ label, href }) => (
                <li key={href}>
                  <Link href={href}>{label}</Link>
                  <Icon name="chevron-right" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className="page-title">{title}</h1>
        {lead && <p className="page-lead">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
