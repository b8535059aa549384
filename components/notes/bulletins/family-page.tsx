import "@/components/notes/bulletins/bulletins.css";
import { PdfLink } from "@/components/notes/bulletins/pdf-link";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { formatDay } from "@/lib/time/format";

/** A published bulletin, as a family's list shows it. */
export interface BulletinRow {
  key: string;
  href: string;
  pdf: string;
  /** Named where there are several children. */
  firstName: string | null;
  period: string;
  division: string;
  /** The day of its publication, at the school. */
  day: string;
}

/** A family's bulletins, all its children and schools together, the latest first. */
export function FamilyPage({ rows, isPupil, crumb }: { rows: readonly BulletinRow[]; isPupil: boolean; crumb: Crumb }) {
  return (
    <div data-module="notes">
      <PageHeader crumbs={[crumb]} title={isPupil ? "Mes bulletins" : "Bulletins"} />
      {rows.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Pas encore de bulletin">
          {isPupil
            ? "Ton bulletin arrive ici après le conseil de classe, à la fin de la période."
            : "Les bulletins arrivent ici après le conseil de classe, à la fin de chaque période."}
        </EmptyState>
      ) : (
        <List label="Bulletins publiés">
          {rows.map(({ key, href, pdf, firstName, period, division, day }) => {
            const title = [firstName, period].filter(Boolean).join(", ");
            return (
              <Row
                aside={
                  <PdfLink href={pdf} label={`Télécharger le bulletin, ${title} (PDF)`} quiet>
                    PDF
                  </PdfLink>
                }
                key={key}
                title={<Link href={href}>{title}</Link>}
              >
                {division}, publié le {formatDay(day)}
              </Row>
            );
          })}
        </List>
      )}
    </div>
  );
}
