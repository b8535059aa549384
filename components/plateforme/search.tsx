import { Badge } from "@/components/ui/badge";
import { Button, LinkButton } from "@/components/ui/button";
import { TextInput } from "@/components/ui/inputs";
import type { OrganizationNode, PlatformFilter } from "@/lib/plateforme/types";

/** A search that keeps the organisation looked at, and says how to leave it. A plain form. */
export function PlatformSearch({
  action,
  filter,
  label,
  nodes,
}: {
  action: string;
  filter: PlatformFilter;
  label: string;
  nodes: readonly OrganizationNode[];
}) {
  const under = nodes.find(({ id }) => id === filter.organizationId);
  return (
    <>
      <search>
        <form action={action} className="platform-search" data-narrowed={under ? true : undefined}>
          {under && <input name="organisation" type="hidden" value={under.id} />}
          <TextInput autoComplete="off" defaultValue={filter.text} label={label} name="texte" type="search" />
          <Button icon="search" type="submit" variant="primary">
            Chercher
          </Button>
        </form>
      </search>
      {under && (
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="module">{under.name}</Badge>
          <LinkButton href={action} icon="x" size="small" variant="quiet">
            Tout voir
          </LinkButton>
        </p>
      )}
    </>
  );
}

/** The address of another page of the same list. */
export function pageHref(path: string, filter: PlatformFilter, page: number): string {
  const query = new URLSearchParams();
  if (filter.text) query.set("texte", filter.text);
  if (filter.organizationId) query.set("organisation", filter.organizationId);
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
