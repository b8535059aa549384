import { countHits, type HitGroup } from "@/components/recherche/groups";
import { Hits } from "@/components/recherche/hits";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { TextInput } from "@/components/ui/inputs";
import { PageHeader } from "@/components/ui/page-header";
import { MAX_QUERY_LENGTH, wordsOf } from "@/lib/fold";
import { formatCount } from "@/lib/time/format";

/** Search as a page of its own: without JavaScript, and for who wants to see everything that was found. */
export function SearchPage({
  typed,
  groups,
  personId,
}: {
  typed: string;
  groups: readonly HitGroup[];
  /** For an account with several persons: whom the form goes on acting as. */
  personId: string | null;
}) {
  const count = countHits(groups);
  return (
    <div data-module="accueil">
      <PageHeader title="Rechercher" />
      <form action="/recherche" className="search-form" role="search">
        {personId && <input name="personne" type="hidden" value={personId} />}
        <TextInput
          autoComplete="off"
          defaultValue={typed}
          key={typed}
          label="Que cherchez-vous ?"
          maxLength={MAX_QUERY_LENGTH}
          name="mots"
          required
          type="search"
        />
        <Button icon="search" type="submit" variant="primary">
          Rechercher
        </Button>
      </form>
      {wordsOf(typed).length === 0 ? (
        <p className="text-soft">
          {typed
            ? "Écrivez au moins deux lettres."
            : "Un mot d’une leçon, d’un devoir ou d’un message, une classe, un document, une page…"}
        </p>
      ) : count === 0 ? (
        <EmptyState illustration={<Hopscotch />} title={`Rien ne correspond à « ${typed} »`}>
          Essayez avec moins de mots, ou avec le début d’un mot.
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 text-soft">{formatCount(count, "résultat")}</p>
          <Hits groups={groups} />
        </>
      )}
    </div>
  );
}
