import "@/components/documents/documents.css";
import { DocumentList, type Reading } from "@/components/documents/document-list";
import { Quota } from "@/components/documents/quota";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { PlacedDocument, SharedFolder, Space } from "@/lib/documents/types";

const icons = { PERSONAL: "user-round", CLASS: "users", TEAM: "school" } as const satisfies Record<string, IconName>;

/** The spaces at a glance, with what was last put in them and what others show. */
export function SpacesPage({
  spaces,
  recent,
  shared,
  folders,
  isPupil,
  reading,
}: {
  spaces: readonly Space[];
  recent: readonly PlacedDocument[];
  shared: readonly PlacedDocument[];
  /** Whole folders that others show. */
  folders: readonly SharedFolder[];
  isPupil: boolean;
  reading: Reading;
}) {
  return (
    <div data-module="documents">
      <PageHeader
        lead={
          isPupil
            ? "Ton espace à toi, et ce que tes professeurs déposent pour ta classe."
            : "Votre espace, ceux de vos classes et celui de l’équipe."
        }
        title="Documents"
      />
      <Section id="espaces" title={isPupil ? "Tes espaces" : "Mes espaces"}>
        <ul className="spaces">
          {spaces.map((space) => (
            <li className="space" key={space.id}>
              <span className="module-tile">
                <Icon name={icons[space.kind]} />
              </span>
              <span className="space-body">
                <Link className="space-name" href={reading.hrefOf(`/${space.id}`)}>
                  {space.name}
                </Link>
                <Quota space={space} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {shared.length + folders.length > 0 && (
        <Section id="partages" title={isPupil ? "Partagés avec toi" : "Partagés avec moi"}>
          <DocumentList documents={shared} label="Documents partagés" reading={reading} shown={folders} />
        </Section>
      )}
      <Section id="recents" title="Derniers ajouts">
        {recent.length > 0 ? (
          <DocumentList documents={recent} label="Derniers documents" reading={reading} />
        ) : (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Rien pour le moment">
            {isPupil
              ? "Ouvre ton espace pour y ranger un premier document."
              : "Ouvrez un espace pour y ranger un premier document."}
          </EmptyState>
        )}
      </Section>
    </div>
  );
}
