import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";

/** What the home of those whose day has no module of its own shows. */
export interface CalmHomeProps extends CommonHome {
  accountHref: string;
  comfortHref: string;
}

/** The home of those whose day has no module of its own: mail and news, else that nothing waits. */
export function CalmHome({ accountHref, comfortHref, news, ...top }: CalmHomeProps) {
  const isQuiet = !top.mail.unread && news.news.length === 0;
  return (
    <>
      <HomeTop {...top} news={news} />
      <HomeNews {...news} />
      {isQuiet && (
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
          title="Rien ne vous attend ici pour l’instant"
        >
          Les messages et les actualités qui vous concernent apparaîtront sur cette page.
        </EmptyState>
      )}
    </>
  );
}
