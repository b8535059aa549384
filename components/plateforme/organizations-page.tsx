import { PlatformFrame } from "@/components/plateforme/frame";
import { CreateOrganizationForm, SaveOrganizationForm } from "@/components/plateforme/organization-forms";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import { ancestorsOf, organizationChoices, pagesOf, PLATFORM_PAGE } from "@/lib/plateforme/rules";
import type { OrganizationNode } from "@/lib/plateforme/types";
import { organizationKindWords } from "@/lib/plateforme/wording";
import { formatCount } from "@/lib/time/format";

/** The tree of académies and collectivités, with what stands under each. */
export function OrganizationsPage({
  nodes,
  page,
  isWide,
}: {
  nodes: readonly OrganizationNode[];
  page: number;
  isWide: boolean;
}) {
  const choices = organizationChoices(nodes);
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const shown = nodes.slice((page - 1) * PLATFORM_PAGE, page * PLATFORM_PAGE);
  return (
    <PlatformFrame
      lead="Académies et collectivités, et ce qui dépend de chacune."
      room="Organisations"
      title="Organisations"
    >
      <div className="platform-columns">
        <div>
          {nodes.length === 0 ? (
            <EmptyState illustration={<BlankNotebook />} title="Aucune organisation">
              Créez une académie ou une collectivité, puis placez-y ses établissements.
            </EmptyState>
          ) : (
            <List className="platform-tree" label="Organisations">
              {shown.map((node) => (
                <Row
                  data-depth={Math.min(node.depth, 4)}
                  key={node.id}
                  title={<Link href={`/plateforme?organisation=${node.id}`}>{node.name}</Link>}
                >
                  {organizationKindWords[node.kind]} · {node.code} · {schoolsWords(node)}
                  {node.canEdit && (
                    <details className="platform-fold">
                      <summary>Renommer ou déplacer</summary>
                      <SaveOrganizationForm
                        canBeRoot={isWide}
                        choices={choices.filter(
                          ({ id }) => id !== node.id && !ancestorsOf(parents, id).includes(node.id),
                        )}
                        node={node}
                      />
                    </details>
                  )}
                </Row>
              ))}
            </List>
          )}
          <Pagination
            hrefOf={(to) => (to === 1 ? "/plateforme/organisations" : `/plateforme/organisations?page=${to}`)}
            page={page}
            pages={pagesOf(nodes.length)}
          />
        </div>
        <Section id="nouvelle" title="Nouvelle organisation">
          <Card>
            <CreateOrganizationForm canBeRoot={isWide} choices={choices} />
          </Card>
        </Section>
      </div>
    </PlatformFrame>
  );
}

function schoolsWords({ schools, schoolsBelow }: OrganizationNode): string {
  if (schoolsBelow === 0) return "aucun établissement";
  if (schools === schoolsBelow) return formatCount(schools, "établissement");
  return `${formatCount(schoolsBelow, "établissement")}, ceux de ses organisations compris`;
}
