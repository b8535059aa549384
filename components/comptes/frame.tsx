import "@/components/comptes/comptes.css";
import type { ReactNode } from "react";
import type { HrefOf } from "@/components/comptes/address";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

const rooms = [
  { path: "", label: "Annuaire" },
  { path: "/activation", label: "Activation" },
  { path: "/imports", label: "Imports" },
  { path: "/annees", label: "Années" },
  { path: "/etablissement", label: "Réglages" },
] as const;

/** The top of the module's pages: who is here, who is still to come, what the school has set. */
export function ComptesFrame({
  title,
  lead,
  crumbs = [],
  room,
  hrefOf,
  children,
}: {
  title: string;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  room: (typeof rooms)[number]["label"];
  hrefOf: HrefOf;
  children: ReactNode;
}) {
  return (
    <div data-module="comptes">
      <PageHeader crumbs={crumbs} lead={lead} title={title} />
      {crumbs.length === 0 && (
        <Tabs
          className="mb-6"
          label="Comptes"
          tabs={rooms.map(({ path, label }) => ({ label, href: hrefOf(path), current: label === room }))}
        />
      )}
      {children}
    </div>
  );
}
