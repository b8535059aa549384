import { type FrameProps, ResourcesFrame } from "@/components/ressources/frame";
import { GivenList, type ShownGiven } from "@/components/ressources/given-list";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import type { IsoDay } from "@/lib/time/day";

/** All that classes were given, the latest first: to the viewer's pupils, or by the teacher who looks. */
export function GivenPage({
  frame,
  given,
  page,
  pages,
  today,
}: {
  frame: FrameProps;
  given: readonly ShownGiven[];
  page: number;
  pages: number;
  today: IsoDay;
}) {
  const { hrefOf, voice, gives } = frame;
  return (
    <ResourcesFrame frame={frame} view="given">
      <Section
        id="donnees"
        note={gives ? "Les élèves de la classe et leurs responsables les voient." : undefined}
        title={
          gives
            ? "Données à vos classes"
            : voice === "pupil"
              ? "Données par tes professeurs"
              : "Données par les professeurs"
        }
      >
        {given.length > 0 ? (
          <GivenList given={given} hasChildren={voice === "guardian"} label="Ressources données" today={today} />
        ) : (
          <EmptyState
            action={gives && <LinkButton href={hrefOf()}>Ouvrir le catalogue</LinkButton>}
            illustration={<PaperPlane />}
            level={3}
            title="Rien pour le moment"
          >
            {gives
              ? "Choisissez une ressource du catalogue et donnez-la à une classe."
              : voice === "pupil"
                ? "Quand un professeur donnera une ressource à ta classe, elle arrivera ici."
                : "Quand un professeur donnera une ressource à la classe, elle arrivera ici."}
          </EmptyState>
        )}
        <Pagination
          hrefOf={(each) => hrefOf("/donnees", { page: each === 1 ? undefined : String(each) })}
          page={page}
          pages={pages}
        />
      </Section>
    </ResourcesFrame>
  );
}
