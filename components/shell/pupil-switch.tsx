"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Icon } from "@/components/ui/icons/icon";
import { Menu } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { currentPupil, pupilHref } from "@/components/shell/address";
import type { PupilItem } from "@/components/shell/types";

/** Whose life the pages show: one child, or all. Follows the address, so that a link shared or kept says it too. */
export function PupilSwitch({ pupils }: { pupils: readonly PupilItem[] }) {
  const pathname = usePathname();
  const parameters = useSearchParams();
  const current = currentPupil(pupils, parameters);
  return (
    <Menu
      align="start"
      className="min-w-0"
      summary={
        <>
          <Icon className="max-sm:hidden" name="users" />
          <VisuallyHidden>Enfant affiché : </VisuallyHidden>
          <span className="line-clamp-2">{current?.name ?? "Mes enfants"}</span>
          <Icon className="size-4" name="chevron-down" />
        </>
      }
      summaryClassName="roof-trigger"
    >
      <ul>
        {pupils.map((pupil) => (
          <li key={pupil.id}>
            {/* A full load: another child may be in another school, where the frame itself is another. */}
            <a
              aria-current={pupil === current || undefined}
              className="menu-item"
              href={pupilHref(pupil, pupils, pathname, parameters)}
            >
              <Icon name={pupil === current ? "check" : "user-round"} />
              {pupil.name}
            </a>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
