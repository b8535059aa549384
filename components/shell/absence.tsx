"use client";

import { PublicFrame } from "@/components/shell/public-frame";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";

/**
 * What is absent, and what may not be seen: the same page for both. A client component, because Next sends the rendered
 * not-found page along with every page, twice; this way a reference to it is all that is sent.
 */
export function Absence() {
  return (
    <PublicFrame>
      <EmptyState
        action={
          <LinkButton href="/" icon="house" variant="primary">
            Aller à l’accueil
          </LinkButton>
        }
        illustration={<PaperPlane />}
        level={1}
        title="Cette page n’est pas ici"
      >
        L’adresse est peut-être incomplète, ou cette page ne vous est pas destinée.
      </EmptyState>
    </PublicFrame>
  );
}
