import { ActivationBadge } from "@/components/plateforme/activation-badge";
import { PlatformFrame } from "@/components/plateforme/frame";
import { pageHref, PlatformSearch } from "@/components/plateforme/search";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import type { DirectoryLine, OrganizationNode, Page, PlatformFilter } from "@/lib/plateforme/types";
import { functionWords } from "@/lib/plateforme/wording";
import { formatCount, formatInitials, formatName } from "@/lib/time/format";

/** Who runs which school, all schools together. */
export function PlatformDirectoryPage({
  filter,
  found,
  nodes,
}: {
  filter: PlatformFilter;
  found: Page<DirectoryLine>;
  nodes: readonly OrganizationNode[];
}) {
  const path = "/plateforme/annuaire";
  return (
    <PlatformFrame
      lead={"Direction et administration de chaque établissement\u202F: à qui s’adresser, et qui s’est déjà connecté."}
      room="Annuaire"
      title="Annuaire des administrateurs"
    >
      <PlatformSearch action={path} filter={filter} label="Nom, établissement ou commune" nodes={nodes} />
      <p className="platform-count" role="status">
        {formatCount(found.total, "personne")}
      </p>
      {found.entries.length === 0 ? (
        <EmptyState illustration={<Hopscotch />} title="Personne ne correspond">
          Essayez une partie du nom, ou celui de l’établissement.
        </EmptyState>
      ) : (
        <List className="platform-lines" label="Personnes trouvées">
          {found.entries.map((line) => (
            <Row
              aside={<ActivationBadge activation={line.activation} />}
              before={<Avatar initials={formatInitials(line)} />}
              key={line.id}
              title={formatName(line, { sorted: true })}
            >
              {functionWords(line)} ·{" "}
              <Link href={`/plateforme/etablissements/${line.schoolId}`}>
                {[line.schoolName, line.city].filter(Boolean).join(", ")}
              </Link>
              {line.email && ` · ${line.email}`}
            </Row>
          ))}
        </List>
      )}
      <Pagination hrefOf={(page) => pageHref(path, filter, page)} page={filter.page} pages={found.pages} />
    </PlatformFrame>
  );
}
