import "@/components/actualites/actualites.css";
import type { ReactNode } from "react";
import type { HrefOf } from "@/components/actualites/address";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

/** What both lists of the module share. */
export interface NewsFrameProps {
  hrefOf: HrefOf;
  /** The name of the list of those who write news; null for who writes none. */
  managedLabel: string | null;
  /** The child whose news are shown alone. */
  childName: string | null;
}

/** The title, the way to the other list and to the form, for those who have them. */
export function NewsFrame({
  hrefOf,
  managedLabel,
  childName,
  isManaged = false,
  children,
}: NewsFrameProps & { isManaged?: boolean; children: ReactNode }) {
  return (
    <div className="news-page" data-module="actualites">
      <PageHeader
        actions={
          managedLabel && (
            <LinkButton href={hrefOf("/nouvelle")} icon="pencil" variant="primary">
              Écrire une actualité
            </LinkButton>
          )
        }
        lead={childName && `Ce qui concerne ${childName}`}
        title="Actualités"
      />
      {managedLabel && (
        <Tabs
          className="news-tabs"
          label="Actualités"
          tabs={[
            { label: "À lire", href: hrefOf(), current: !isManaged },
            { label: managedLabel, href: hrefOf("/gestion"), current: isManaged },
          ]}
        />
      )}
      {children}
    </div>
  );
}
