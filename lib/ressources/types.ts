import type { ResourceDomain, ResourceKind } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";

/** What every list tells of a resource. */
export interface ResourceSummary {
  id: string;
  title: string;
  publisher: string;
  description: string;
  /** Always https. */
  url: string;
  kind: ResourceKind;
}

/** What a viewer may do with a resource of the catalogue. */
export interface ResourceAbilities {
  edit: boolean;
  /** Give it to a class. */
  give: boolean;
}

/** A resource in the catalogue, for one person. */
export interface CatalogueResource extends ResourceSummary {
  domains: ResourceDomain[];
  levels: string[];
  isForPupils: boolean;
  isFavourite: boolean;
  isWithdrawn: boolean;
  can: ResourceAbilities;
}

/** What is looked for in the catalogue. */
export interface CatalogueFilter {
  /** As it was typed. */
  text: string;
  level: string | null;
  domain: ResourceDomain | null;
  kind: ResourceKind | null;
  /** Only what the viewer keeps at hand. */
  favourites: boolean;
  /** What was taken out of the catalogue, for those who manage it. */
  withdrawn: boolean;
  /** From 1. */
  page: number;
}

/** A page of the catalogue. */
export interface CataloguePage {
  resources: CatalogueResource[];
  total: number;
  /** The page shown: the last one when the page asked for is further. */
  page: number;
  pages: number;
}

/** A resource that a class was given. */
export interface GivenResource {
  id: string;
  resource: ResourceSummary;
  /** «Mme Diallo». */
  teacher: string;
  /** Class or groupe. */
  group: string;
  instruction: string | null;
  dueOn: IsoDay | null;
  givenOn: IsoDay;
  /** The viewer's pupils of that class, by first name. */
  students: string[];
  isWithdrawn: boolean;
  /** Take it back, or give it again: its author. */
  can: { withdraw: boolean };
}

/** A page of what was given. */
export interface GivenPage {
  given: GivenResource[];
  page: number;
  pages: number;
}

/** A resource about to be given, and to whom it may be. */
export interface ResourceToGive {
  resource: ResourceSummary;
  groups: { id: string; name: string }[];
  /** The last day that may be asked for: that of the school year, excluded. */
  dueBefore: IsoDay;
  /** To which classes the viewer gave it already, the latest first. */
  given: GivenResource[];
}

/** A resource as its form starts from it. */
export interface EditableResource extends ResourceSummary {
  domains: ResourceDomain[];
  levels: string[];
  isForPupils: boolean;
  isWithdrawn: boolean;
  version: number;
}
