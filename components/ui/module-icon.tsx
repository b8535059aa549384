import type { ComponentProps } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";

const icons = {
  accueil: "house",
  "cahier-de-texte": "notebook-pen",
  notes: "chart-column",
  absences: "user-round-x",
  "emploi-du-temps": "calendar-days",
  messagerie: "messages-square",
  actualites: "megaphone",
  ressources: "library",
  documents: "folder",
  comptes: "users",
  notifications: "bell",
} as const satisfies Record<string, IconName>;

/** A module that has an icon here and a hue in app/globals.css. */
export type ModuleLook = keyof typeof icons;

/** Every module that has a look, open or to come. */
export const moduleLooks = Object.keys(icons) as readonly ModuleLook[];

/** Name of the icon of a module. */
export function moduleIcon(slug: ModuleLook): IconName {
  return icons[slug];
}

/**
 * The icon of a module on a tile of its hue. The hue comes from `data-module`, which may also be set on any element to
 * lend its hue (`text-module`, `bg-module-soft`) to what it holds.
 */
export function ModuleIcon({ slug, className, ...rest }: ComponentProps<"span"> & { slug: ModuleLook }) {
  return (
    <span aria-hidden="true" className={clsx("module-tile", className)} data-module={slug} {...rest}>
      <Icon name={icons[slug]} />
    </span>
  );
}
