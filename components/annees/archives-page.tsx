import "@/components/annees/annees.css";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import { formatDayRange } from "@/lib/time/format";

/** The years that are over and closed, and what is read of each. */
export function ArchivesPage({
  years,
}: {
  years: readonly {
    label: string;
    firstDay: string;
    lastDay: string;
    rooms: readonly { title: string; href: string }[];
  }[];
}) {
  return (
    <>
      <PageHeader
        lead="Les années closes se consultent, chacune comme à son dernier jour. Rien n’y change plus."
        title="Années passées"
      />
      {years.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Aucune année close pour le moment">
          Quand l’établissement aura clos une année, son cahier de textes, ses notes, ses bulletins, ses absences et ses
          emplois du temps se liront ici.
        </EmptyState>
      ) : (
        <ul className="years">
          {years.map(({ label, firstDay, lastDay, rooms }) => (
            <li key={label}>
              <Card className="year">
                <h2 className="year-label">{label}</h2>
                <p className="text-soft">{formatDayRange(firstDay, lastDay, "0001-01-01")}</p>
                <ul className="year-rooms">
                  {rooms.map(({ title, href }) => (
                    <li key={title}>
                      <Link href={href}>
                        {title}
                        <span className="visually-hidden">{`, ${label}`}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
