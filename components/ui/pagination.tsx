import type { ComponentProps } from "react";
import { clsx } from "clsx";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";

/** Previous and next page of a list, as links. Renders nothing when there is one page. `page` counts from 1. */
export function Pagination({
  page,
  pages,
  hrefOf,
  label = "Pages de la liste",
  className,
  ...rest
}: ComponentProps<"nav"> & { page: number; pages: number; hrefOf: (page: number) => string; label?: string }) {
  if (pages <= 1) return null;
  return (
    <nav aria-label={label} className={clsx("pagination", className)} {...rest}>
      <span className="flex-1">
        {page > 1 && (
          <LinkButton href={hrefOf(page - 1)} icon="chevron-left" rel="prev" size="small" variant="quiet">
            Précédente
          </LinkButton>
        )}
      </span>
      <span>{`Page ${page} sur ${pages}`}</span>
      <span className="flex flex-1 justify-end">
        {page < pages && (
          <LinkButton href={hrefOf(page + 1)} rel="next" size="small" variant="quiet">
            Suivante
            <Icon name="chevron-right" />
          </LinkButton>
        )}
      </span>
    </nav>
  );
}
