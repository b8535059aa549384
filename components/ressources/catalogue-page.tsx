import { FreeCatalogueForm } from "@/components/ressources/catalogue-forms";
import { ANY_LEVEL, CatalogueSearch } from "@/components/ressources/catalogue-search";
import { type FrameProps, ResourcesFrame, type View, type Voice } from "@/components/ressources/frame";
import { GivenList, type ShownGiven } from "@/components/ressources/given-list";
import { type Reading, ResourceCard } from "@/components/ressources/resource-card";
import { ResourceLink } from "@/components/ressources/resource-link";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { levelsOf } from "@/lib/ressources/rules";
import type { CatalogueFilter, CataloguePage as Catalogue, CatalogueResource } from "@/lib/ressources/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

/** What the catalogue's page shows. */
export interface CataloguePageProps {
  frame: FrameProps;
  catalogue: Catalogue;
  filter: CatalogueFilter;
  /** Does one look around, rather than for something: then what is asked of one, and what one keeps, stand first. */
  isBrowsing: boolean;
  given: readonly ShownGiven[];
  favourites: readonly CatalogueResource[];
  /** The person that the form must name; null when the account has one. */
  namedPersonId: string | null;
  childId: string | undefined;
  today: IsoDay;
  reading: Reading;
}

const titles: Readonly<Record<Exclude<View, "given">, string>> = {
  catalogue: "Le catalogue",
  favourites: "Favoris",
  withdrawn: "Retirées du catalogue",
};

/** The catalogue: first what is asked of one, then what one keeps at hand, then all of it, with what finds one thing in it. */
export function CataloguePage(props: CataloguePageProps) {
  const { frame, catalogue, filter, isBrowsing, given, favourites, namedPersonId, childId, today, reading } = props;
  const { hrefOf, voice } = frame;
  const view = filter.withdrawn ? "withdrawn" : filter.favourites ? "favourites" : "catalogue";
  const vue = { catalogue: undefined, favourites: "favoris", withdrawn: "retirees" }[view];
  const query = {
    vue,
    mots: filter.text || undefined,
    niveau: filter.level ?? ANY_LEVEL,
    matiere: filter.domain ?? undefined,
    type: filter.kind ?? undefined,
  };
  return (
    <ResourcesFrame frame={frame} view={view}>
      {isBrowsing && given.length > 0 && (
        <Section
          action={<Link href={hrefOf("/donnees")}>Toutes</Link>}
          id="donnees"
          title={voice === "pupil" ? "Données par tes professeurs" : "Données par les professeurs"}
        >
          <GivenList given={given} hasChildren={voice === "guardian"} label="Ressources données" today={today} />
        </Section>
      )}
      {isBrowsing && favourites.length > 0 && (
        <Section
          action={<Link href={hrefOf("", { vue: "favoris" })}>Tous</Link>}
          id="favoris"
          title={voice === "pupil" ? "Tes favoris" : "Vos favoris"}
        >
          <ul className="resource-shortcuts">
            {favourites.map(({ id, title, url }) => (
              <li key={id}>
                <ResourceLink title={title} url={url} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        id="catalogue"
        note={<span role="status">{formatCount(catalogue.total, "ressource")}</span>}
        title={titles[view]}
      >
        <CatalogueSearch
          action={hrefOf()}
          filter={filter}
          hidden={{ personne: namedPersonId ?? undefined, enfant: childId, vue }}
          levels={levelsOf(reading.schoolKind)}
        />
        {catalogue.resources.length > 0 ? (
          <ul aria-label="Ressources" className="resources">
            {catalogue.resources.map((resource) => (
              <ResourceCard key={resource.id} reading={reading} resource={resource} />
            ))}
          </ul>
        ) : (
          <Nothing isAll={!filter.text && !filter.domain && !filter.kind && !filter.level} view={view} {...props} />
        )}
        <Pagination
          hrefOf={(page) => hrefOf("", { ...query, page: page === 1 ? undefined : String(page) })}
          page={catalogue.page}
          pages={catalogue.pages}
        />
      </Section>
    </ResourcesFrame>
  );
}

const notFound: Readonly<Record<Voice, string>> = {
  pupil: "Essaie un autre mot, un autre niveau, ou enlève un filtre.",
  guardian: "Essayez un autre mot, un autre niveau, ou enlevez un filtre.",
  staff: "Essayez un autre mot, un autre niveau, ou enlevez un filtre.",
};

/** Why there is nothing, and what to do about it. */
function Nothing({
  view,
  isAll,
  frame: { voice, manages },
  reading,
}: CataloguePageProps & { view: Exclude<View, "given">; isAll: boolean }) {
  if (!isAll) {
    return (
      <EmptyState illustration={<Hopscotch />} level={3} title="Aucune ressource ne correspond">
        {notFound[voice]}
      </EmptyState>
    );
  }
  switch (view) {
    case "favourites":
      return (
        <EmptyState illustration={<BlankNotebook />} level={3} title="Aucun favori pour le moment">
          {voice === "pupil"
            ? "L’étoile d’une ressource la garde ici, sous ta main."
            : "L’étoile d’une ressource la garde ici, sous la main."}
        </EmptyState>
      );
    case "withdrawn":
      return <EmptyState illustration={<BlankNotebook />} level={3} title="Rien n’est retiré du catalogue" />;
    case "catalogue":
      return (
        <EmptyState
          action={manages && <FreeCatalogueForm personId={reading.personId} />}
          illustration={<BlankNotebook />}
          level={3}
          title="Le catalogue est encore vide"
        >
          {manages
            ? "Décrivez une première ressource, ou partez du catalogue libre de Préau\u202F: une cinquantaine de sites publics et gratuits."
            : "Les ressources de l’établissement arriveront ici."}
        </EmptyState>
      );
  }
}
