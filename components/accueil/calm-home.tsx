import { HomeNews, type HomeNewsProps } from "@/components/actualites/home-news";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";

/** What the home of those whose tools are still to come shows. */
export interface CalmHomeProps {
  firstName: string;
  accountHref: string;
  comfortHref: string;
  news: HomeNewsProps;
}

/** The home of those whose tools are still to come: says so, and offers what there is. */
export function CalmHome({ firstName, accountHref, comfortHref, news }: CalmHomeProps) {
  return (
    <>
      <EmptyState
        action={
          <p className="flex flex-wrap justify-center gap-2">
            <LinkButton href={accountHref} icon="user-round" variant="primary">
              Mon compte
            </LinkButton>
            <LinkButton href={comfortHref} icon="accessibility">
              Confort de lecture
            </LinkButton>
          </p>
        }
        illustration={<AllDone />}
        level={1}
        title={`Bonjour ${firstName}`}
      >
        Rien ne vous attend ici pour l’instant. Votre compte est prêt : les outils de votre fonction s’ouvriront sur
        cette page.
      </EmptyState>
      <HomeNews {...news} />
    </>
  );
}
