import "@/components/ressources/ressources.css";
import type { ReactNode } from "react";
import type { HrefOf } from "@/components/ressources/address";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

/** Who looks: pupils are spoken to as pupils. */
export type Voice = "pupil" | "guardian" | "staff";

/** The lists of the module. */
export type View = "catalogue" | "favourites" | "given" | "withdrawn";

/** What all lists of the module share. */
export interface FrameProps {
  hrefOf: HrefOf;
  voice: Voice;
  /** The child who is looked at alone. */
  childName: string | null;
  /** Does the viewer give to classes; does it manage the catalogue? */
  gives: boolean;
  manages: boolean;
}

const leads: Readonly<Record<Voice, string>> = {
  pupil: "Des sites choisis pour apprendre, t’entraîner et découvrir.",
  guardian: "Des sites choisis par l’établissement pour apprendre, s’entraîner et découvrir.",
  staff: "Les sites que l’établissement recommande, à garder sous la main ou à donner à une classe.",
};

/** The title, and the way to the other lists. */
export function ResourcesFrame({
  frame: { hrefOf, voice, childName, gives, manages },
  view,
  children,
}: {
  frame: FrameProps;
  view: View;
  children: ReactNode;
}) {
  const tabs: { view: View; label: string; href: string; isShown: boolean }[] = [
    { view: "catalogue", label: "Catalogue", href: hrefOf(), isShown: true },
    {
      view: "given",
      label: gives ? "Données" : "Reçues",
      href: hrefOf("/donnees"),
      isShown: gives || voice !== "staff",
    },
    { view: "favourites", label: "Favoris", href: hrefOf("", { vue: "favoris" }), isShown: true },
    { view: "withdrawn", label: "Retirées", href: hrefOf("", { vue: "retirees" }), isShown: manages },
  ];
  return (
    <div data-module="ressources">
      <PageHeader
        actions={
          manages && (
            <LinkButton href={hrefOf("/nouvelle")} icon="plus" variant="primary">
              Ajouter une ressource
            </LinkButton>
          )
        }
        lead={childName ? `Pour ${childName}` : leads[voice]}
        title="Ressources"
      />
      <Tabs
        className="resource-tabs"
        label="Ressources"
        tabs={tabs
          .filter(({ isShown }) => isShown)
          .map(({ view: each, label, href }) => ({ label, href, current: each === view }))}
      />
      {children}
    </div>
  );
}
