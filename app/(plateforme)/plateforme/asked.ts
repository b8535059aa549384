import { pageAsked } from "@/app/paging";
import { isId } from "@/lib/db/id";
import type { PlatformFilter } from "@/lib/plateforme/types";

/** Names longer than anybody's are cut: the text goes into a pattern. */
const TEXT_LENGTH = 80;

type Query = Promise<Record<string, string | string[] | undefined>>;

/** What the address of a list above the schools asks for; what it does not understand counts as not said. */
export async function platformFilter(searchParams: Query): Promise<PlatformFilter> {
  const { texte, organisation, page } = await searchParams;
  return {
    text: typeof texte === "string" ? texte.trim().slice(0, TEXT_LENGTH) : "",
    organizationId: isId(organisation) ? organisation : null,
    page: pageAsked(typeof page === "string" ? page : undefined),
  };
}
