import "@/components/ressources/ressources.css";
import type { HrefOf } from "@/components/ressources/address";
import { WithdrawForm } from "@/components/ressources/catalogue-forms";
import { ResourceForm } from "@/components/ressources/resource-form";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { EditableResource } from "@/lib/ressources/types";

/** A resource to describe, or to change, withdraw and put back. */
export function EditorPage({
  stored,
  levels,
  personId,
  operationId,
  hrefOf,
}: {
  stored: EditableResource | null;
  levels: readonly string[];
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  return (
    <div className="resource-editor" data-module="ressources">
      <PageHeader
        crumbs={[{ label: "Ressources", href: hrefOf() }]}
        title={stored ? stored.title : "Ajouter une ressource"}
      />
      {stored?.isWithdrawn && (
        <Notice className="resource-notice" live="polite" tone="warning">
          Cette ressource est retirée du catalogue{"\u202F"}: plus personne ne la voit, ni les classes à qui elle a été
          donnée.
        </Notice>
      )}
      <ResourceForm
        hidden={{
          personne: personId,
          operationId,
          ...(stored && { resourceId: stored.id, version: stored.version }),
        }}
        levels={levels}
        stored={stored}
      />
      {stored && (
        <Section id="retrait" title={stored.isWithdrawn ? "Remettre au catalogue" : "Retirer du catalogue"}>
          <WithdrawForm isWithdrawn={stored.isWithdrawn} personId={personId} resourceId={stored.id} />
        </Section>
      )}
    </div>
  );
}
