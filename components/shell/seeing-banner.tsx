"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { IDLE } from "@/lib/actions/form";
import { endSeeingAction } from "@/lib/auth/seeing-actions";

/** On every page while the portal is seen as somebody else: as whom, until when, and the way back. It works without script. */
export function SeeingBanner({ name, until }: { name: string; until: string }) {
  const [, action] = useActionState(endSeeingAction, IDLE);
  return (
    <section aria-label="Vue d’une autre personne" className="seeing">
      <Icon name="eye" />
      <p>
        Vous voyez le portail comme <strong>{name}</strong>, en lecture seule, jusqu’à {until}.
      </p>
      <form action={action}>
        <Button icon="undo-2" size="small" type="submit">
          Revenir à mon compte
        </Button>
      </form>
    </section>
  );
}
