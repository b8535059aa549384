import "@/components/plateforme/plateforme.css";
import type { ReactNode } from "react";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

const rooms = [
  { path: "", label: "Établissements" },
  { path: "/organisations", label: "Organisations" },
  { path: "/annuaire", label: "Annuaire" },
  { path: "/administrateurs", label: "Administrateurs" },
  { path: "/journal", label: "Journal" },
] as const;

/** The top of the pages above the schools. */
export function PlatformFrame({
  title,
  lead,
  crumbs = [],
  actions,
  room,
  children,
}: {
  title: string;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  room: (typeof rooms)[number]["label"];
  children: ReactNode;
}) {
  return (
    <div data-module="comptes">
      <PageHeader actions={actions} crumbs={crumbs} lead={lead} title={title} />
      {crumbs.length === 0 && (
        <Tabs
          className="mb-6"
          label="Plateforme"
          tabs={rooms.map(({ path, label }) => ({ label, href: `/plateforme${path}`, current: label === room }))}
        />
      )}
      {children}
    </div>
  );
}
