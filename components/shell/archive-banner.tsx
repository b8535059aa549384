"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { isYearLabel } from "@/lib/auth/request-headers";

/** On every page of an archive: of which year it is, and the way back to today. @param rooms the modules that are read year by year. */
export function ArchiveBanner({ rooms }: { rooms: readonly string[] }) {
  const path = usePathname();
  const asked = useSearchParams();
  const year = asked.get("annee");
  const room = rooms.find((slug) => path === `/${slug}` || path.startsWith(`/${slug}/`));
  if (!room || !isYearLabel(year)) return null;
  const person = asked.get("personne");
  return (
    <Notice className="mb-6" title={`Archive de l’année ${year}`}>
      L’année est close{"\u202F"}: tout s’y lit comme à son dernier jour, et rien n’y change plus.{" "}
      <Link href={person ? `/${room}?personne=${person}` : `/${room}`}>Revenir à aujourd’hui</Link>
    </Notice>
  );
}
