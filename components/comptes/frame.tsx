import "@/components/comptes/comptes.css";
import type { ReactNode } from "react";
import type { HrefOf, Room } from "@/components/comptes/address";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

/** The top of the module's pages: the rooms that are open to who acts, when there are several. */
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
  room: Room;
  hrefOf: HrefOf;
  children: ReactNode;
}) {
  return (
    <div data-module="comptes">
      <PageHeader crumbs={crumbs} lead={lead} title={title} />
      {crumbs.length === 0 && hrefOf.rooms.length > 1 && (
        <Tabs
          className="mb-6"
          label="Comptes"
          tabs={hrefOf.rooms.map(({ path, label }) => ({ label, href: hrefOf(path), current: label === room }))}
        />
      )}
      {children}
    </div>
  );
}
