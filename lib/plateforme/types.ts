import type { Civility, OrganizationKind, Profile, SchoolKind } from "@/lib/db/types";

/** An organisation in its tree: an académie or a collectivité. */
export interface OrganizationNode {
  id: string;
  parentId: string | null;
  kind: OrganizationKind;
  code: string;
  name: string;
  /** 0 for those under none that the administrator sees. */
  depth: number;
  /** Schools directly under it, and with those of the organisations below. */
  schools: number;
  schoolsBelow: number;
  /** May it be renamed and moved by this administrator? Not one's own: it is somebody else's above. */
  canEdit: boolean;
}

/** A choice of a form. */
export interface OrganizationChoice {
  id: string;
  /** Its name, after those above it. */
  label: string;
}

/** Of a school's people, how many: nothing else crosses its wall. */
export interface SchoolFigures {
  persons: number;
  activated: number;
  lastImportAt: Date | null;
  countedAt: Date;
}

/** A school in a list. */
export interface SchoolEntry {
  id: string;
  uai: string;
  name: string;
  kind: SchoolKind;
  city: string | null;
  organizationName: string | null;
  isClosed: boolean;
  /** Null until the worker has counted. */
  figures: SchoolFigures | null;
}

/** Where somebody stands with the portal. */
export type Activation = "ACTIVE" | "CODED" | "WAITING";

/** A head or an administrator of a school: name, function, professional address and nothing else. */
export interface AdministrationEntry {
  id: string;
  civility: Civility | null;
  firstName: string;
  lastName: string;
  profile: Extract<Profile, "HEAD" | "ADMIN">;
  isDeputy: boolean;
  email: string | null;
  activation: Activation;
}

/** The same in the directory of all schools. */
export interface DirectoryLine extends AdministrationEntry {
  schoolId: string;
  schoolName: string;
  city: string | null;
}

/** A school, as the platform knows it. */
export interface SchoolOverview extends Omit<SchoolEntry, "isClosed" | "organizationName"> {
  organizationId: string | null;
  zone: string;
  timeZone: string;
  closedAt: Date | null;
  /** `canRenew`: the platform may give this one a code (mayRenewCode). */
  administration: (AdministrationEntry & { canRenew: boolean })[];
  /** While nobody of its direction or administration has an account: who is first made here (lib/plateforme/rules.ts). */
  canInvite: boolean;
}

/** Somebody who administers the platform or an organisation. */
export interface AdministratorEntry {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  /** Null: the whole platform. */
  organizationName: string | null;
  activation: Activation;
  isMe: boolean;
}

/** A line of the platform's journal. */
export interface PlatformHistoryLine {
  id: string;
  at: Date;
  /** Null: the command line, or somebody above this administrator. */
  who: string | null;
  action: string;
  label: string;
}

/** A page of a list. */
export interface Page<Entry> {
  entries: Entry[];
  total: number;
  pages: number;
}

/** What a list is asked for. */
export interface PlatformFilter {
  text: string;
  organizationId: string | null;
  page: number;
}

/** A code just made, told once. */
export interface MadeCode {
  code: string;
  /** «19 janvier 2027». */
  until: string;
}

/** Whom a school turns to. */
export interface PlatformContact {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  /** Null: the whole platform. */
  organizationName: string | null;
}
