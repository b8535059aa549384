import { PlatformFrame } from "@/components/plateforme/frame";
import { pageHref, PlatformSearch } from "@/components/plateforme/search";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import type { OrganizationNode, Page, PlatformFilter, SchoolEntry } from "@/lib/plateforme/types";
import { formatCount, formatNumber } from "@/lib/time/format";

/** The schools, a page at a time, with how far each has come. */
export function SchoolsPage({
  filter,
  found,
  nodes,
}: {
  filter: PlatformFilter;
  found: Page<SchoolEntry>;
  nodes: readonly OrganizationNode[];
}) {
  const isSearch = filter.text !== "" || filter.organizationId !== null;
  return (
    <PlatformFrame
      actions={
        <LinkButton href="/plateforme/etablissements/nouveau" icon="plus" variant="primary">
          Ajouter un établissement
        </LinkButton>
      }
      lead="Les établissements et leur mise en route. Rien de leurs élèves ni de leurs résultats ne se lit d’ici."
      room="Établissements"
      title="Établissements"
    >
      <PlatformSearch action="/plateforme" filter={filter} label="Nom, commune ou UAI" nodes={nodes} />
      <p className="platform-count" role="status">
        {formatCount(found.total, "établissement")}
      </p>
      {found.entries.length === 0 ? (
        <EmptyState illustration={<Hopscotch />} title={isSearch ? "Aucun ne correspond" : "Aucun établissement"}>
          {isSearch
            ? "Essayez une partie du nom, la commune ou le début de l’UAI."
            : "Ajoutez le premier\u202F: il lui faut son UAI, son nom et sa commune."}
        </EmptyState>
      ) : (
        <List className="rows-wordy" label="Établissements trouvés">
          {found.entries.map((school) => (
            <Row
              aside={<SchoolState school={school} />}
              key={school.id}
              title={<Link href={`/plateforme/etablissements/${school.id}`}>{school.name}</Link>}
            >
              {[school.city, school.uai, school.organizationName].filter(Boolean).join(" · ")}
            </Row>
          ))}
        </List>
      )}
      <Pagination hrefOf={(page) => pageHref("/plateforme", filter, page)} page={filter.page} pages={found.pages} />
    </PlatformFrame>
  );
}

function SchoolState({ school: { isClosed, figures } }: { school: SchoolEntry }) {
  if (isClosed) return <Badge tone="danger">Fermé</Badge>;
  if (!figures) return <Badge>Nouveau</Badge>;
  if (figures.persons === 0) return <Badge tone="sun">Aucune personne</Badge>;
  if (figures.activated === 0)
    return <Badge tone="sun">{formatCount(figures.persons, "personne")}, aucun compte</Badge>;
  return (
    <span className="text-soft tabular-nums">
      {formatNumber(figures.activated)} / {formatCount(figures.persons, "compte activé", "comptes activés")}
    </span>
  );
}
