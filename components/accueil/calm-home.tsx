import { type HomeMail, UnreadCard } from "@/components/messagerie/unread-card";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";

/** What this home shows. */
export interface CalmHomeProps {
  mail: HomeMail;
  firstName: string;
  accountHref: string;
  comfortHref: string;
}

/** The home of those whose tools are still to come: says so, and offers what there is. */
export function CalmHome({ mail, firstName, accountHref, comfortHref }: CalmHomeProps) {
  return (
    <>
      <UnreadCard {...mail} />
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
        {mail.unread ? "Rien d’autre ne vous attend" : "Rien ne vous attend"} ici pour l’instant. Votre compte est
        prêt : les outils de votre fonction s’ouvriront sur cette page.
      </EmptyState>
    </>
  );
}
