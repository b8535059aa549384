import { Avatar } from "@/components/ui/avatar";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { SearchForm } from "@/components/comptes/search-form";
import { StateBadge } from "@/components/comptes/state-badge";
import type { DirectoryFilter, DirectoryPage as Found } from "@/lib/comptes/types";
import { roleWords } from "@/lib/comptes/wording";
import { formatCount, formatInitials, formatName } from "@/lib/time/format";

/** The people of the school, and the search that finds one among two thousand. */
export function DirectoryPage({
  filter,
  found,
  divisions,
  hrefOf,
}: {
  filter: DirectoryFilter;
  found: Found;
  divisions: readonly { id: string; name: string }[];
  hrefOf: HrefOf;
}) {
  const query = {
    texte: filter.text || undefined,
    profil: filter.profile ?? undefined,
    classe: filter.divisionId ?? undefined,
    etat: filter.state === "PRESENT" ? undefined : filter.state,
    connexion: filter.lastSignIn ?? undefined,
  };
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Les personnes de l’établissement, leurs liens et leurs accès."
      room="Annuaire"
      title="Comptes"
    >
      <SearchForm action={hrefOf()} divisions={divisions} filter={filter} key={query.etat} />
      <div className="directory-head">
        <p className="directory-count" role="status">
          {formatCount(found.total, "personne")}
        </p>
        <LinkButton href={hrefOf("/personnes/nouvelle")} icon="plus" size="small">
          Ajouter une personne
        </LinkButton>
      </div>
      {found.entries.length === 0 ? (
        <EmptyState illustration={<Hopscotch />} title="Personne ne correspond">
          Essayez une partie du nom, sans le prénom, ou élargissez les filtres.
        </EmptyState>
      ) : (
        <List label="Personnes trouvées">
          {found.entries.map((entry) => (
            <Row
              aside={<StateBadge state={entry.state} />}
              before={<Avatar initials={formatInitials(entry)} />}
              key={entry.id}
              title={<Link href={hrefOf(`/personnes/${entry.id}`)}>{formatName(entry, { sorted: true })}</Link>}
            >
              {roleWords(entry)}
            </Row>
          ))}
        </List>
      )}
      <Pagination
        hrefOf={(page) => hrefOf("", { ...query, page: page === 1 ? undefined : String(page) })}
        page={filter.page}
        pages={found.pages}
      />
    </ComptesFrame>
  );
}
