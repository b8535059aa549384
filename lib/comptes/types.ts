import type { Temporal } from "temporal-polyfill";
import type {
  AccessCodeChannel,
  ContactKind,
  Duty,
  ExternalSource,
  ImportSystem,
  JudgmentKind,
  PeriodKind,
  Profile,
  Sex,
} from "@/lib/db/types";
import type { FormField } from "./fields";
import type { OverrideField } from "./rules";
import type { Span } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

/**
 * Where somebody stands with the portal: signs in; holds a code not used yet; has none; is only somebody to call (guardian of
 * level 3), to whom nothing opens; is shut out or gone.
 */
export type AccountState = "ACTIVE" | "CODED" | "WAITING" | "CONTACT" | "ENDED";

/** What the directory may be narrowed to. */
export interface DirectoryFilter {
  /** As typed: names in any order, or the code of a class. */
  text: string;
  profile: Profile | null;
  divisionId: string | null;
  /** `PRESENT`: everyone but those who are gone. */
  state: "PRESENT" | "ACTIVE" | "TO_ACTIVATE" | "ENDED";
  lastSignIn?: SignInSince | null;
  /** From 1. */
  page: number;
}

/** Since when somebody has not signed in: ever, or for so many days. */
export type SignInSince = "NEVER" | "30" | "90";

/** The accounts that a directory narrowed by the last sign-in keeps, or leaves out. */
export interface SignInNarrowing {
  accountIds: string[];
  isLeftOut: boolean;
}

/** Somebody, as lists show them. */
export interface DirectoryEntry {
  id: string;
  firstName: string;
  lastName: string;
  profile: Profile;
  duty: Duty | null;
  /** The class of a pupil; the classes of a guardian's children. */
  divisions: string | null;
  state: AccountState;
}

/** A page of the directory. */
export interface DirectoryPage {
  entries: DirectoryEntry[];
  total: number;
  pages: number;
}

/** Somebody of the school who bears the name of a person to create. */
export interface Namesake {
  id: string;
  firstName: string;
  lastName: string;
  profile: Profile;
  duty: Duty | null;
  birthDate: IsoDay | null;
  endsOn: IsoDay | null;
}

/** What a judge decided between a guardian and a pupil. */
export interface JudgmentLine extends Span {
  id: string;
  version: number;
  kind: JudgmentKind;
  reference: string;
}

/** A field that the school has set otherwise than its files. */
export interface OverrideLine {
  field: OverrideField;
  /** The person itself, or the pupil of a responsibility. */
  aboutId: string;
  value: string | null;
  importedValue: string | null;
  setAt: Temporal.Instant;
  author: { firstName: string; lastName: string };
}

/** What a field or an identifier comes from, and the day of the import that last brought it. */
export interface Origin {
  system: ImportSystem;
  on: IsoDay;
}

/** Somebody tied to the person shown. */
export interface Relative extends Span {
  id: string;
  firstName: string;
  lastName: string;
  /** 1 représentant légal, 2 en charge, 3 contact. */
  level: number;
  kinship: string | null;
  /** Empty for who may not read them. */
  judgments: JudgmentLine[];
  /** Does one of them keep the pupil from this guardian today? */
  isShut: boolean;
}

/** A class, a groupe or a service, with its dates. */
export interface Membership extends Span {
  id: string;
  name: string;
  note: string | null;
}

/** A printed code that still opens something. */
export interface LiveCode {
  purpose: "ACTIVATION" | "RESET";
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** A person's page but for the account behind it. */
export interface PersonFile extends Span {
  id: string;
  accountId: string | null;
  firstName: string;
  lastName: string;
  profile: Profile;
  duty: Duty | null;
  /** The class of a pupil today. */
  division: string | null;
  state: AccountState;
  /** The first day without access, decided by hand; null when it was not. */
  accessEndsOn: IsoDay | null;
  birthDate: IsoDay | null;
  sex: Sex | null;
  /** Where its name comes from, and its civil status: null for what was written by hand. */
  origins: { name: Origin | null; civilStatus: Origin | null };
  contacts: { kind: ContactKind; value: string; origin: Origin | null }[];
  identifiers: { source: ExternalSource; value: string; origin: Origin | null }[];
  /** Does it come from files? What is changed here is then kept apart from them. */
  isOfFiles: boolean;
  /** As a form shows them. */
  fields: Record<FormField, string>;
  overrides: OverrideLine[];
  guardians: Relative[];
  children: Relative[];
  groups: Membership[];
  services: Membership[];
  supports: (Span & { id: string; firstName: string; lastName: string })[];
  codes: LiveCode[];
  can: {
    endAccess: boolean;
    restoreAccess: boolean;
    printCode: boolean;
    seeAs: boolean;
    edit: boolean;
    /** Somebody whom the school created leaves by hand. */
    end: boolean;
    /** Responsibilities. */
    tie: boolean;
    judge: boolean;
  };
}

/** The account of a person, as the school that the person belongs to sees it. */
export interface AccountFile {
  login: string;
  activatedAt: Temporal.Instant;
  passwordChangedAt: Temporal.Instant | null;
  lastSignInAt: Temporal.Instant | null;
  /** Can it receive reset links? The address itself is its owner's affair. */
  hasEmail: boolean;
  /** How many second factors a sign-in asks for one of. */
  factors: number;
  /** Does it open persons of other schools too? This school's codes then do not replace its password (docs/adr/0009-signing-in.md). */
  servesElsewhere: boolean;
  devices: { id: string; name: string; createdAt: Temporal.Instant; lastSeenAt: Temporal.Instant }[];
}

/** What happened to a person: a line of the journal. */
export interface HistoryLine {
  id: string;
  at: Temporal.Instant;
  action: string;
  /** Null: the system. */
  author: { firstName: string; lastName: string } | null;
  /** Did the person do it? */
  isOwn: boolean;
  details: Readonly<Record<string, unknown>>;
  /** What an import changed, field by field. */
  changes?: { name: string; before: string | null; after: string | null; kept?: string | null }[];
}

/** How far a class, or the staff, has come. Only those to whom something opens are counted. */
export interface ActivationCount {
  /** Null: the staff. */
  divisionId: string | null;
  name: string;
  pupils: number;
  activePupils: number;
  guardians: number;
  activeGuardians: number;
}

/** Somebody who may be given a sheet. */
export interface SheetPerson {
  id: string;
  accountId: string | null;
  firstName: string;
  lastName: string;
  profile: Profile;
  duty: Duty | null;
  state: AccountState;
  /** Of a guardian: the children of the class. */
  children: string[];
  /** Is there an address to invite by mail? */
  hasEmail: boolean;
  /** An invitation that waits to be sent. */
  isInvited: boolean;
  /** The last code to activate the account, for as long as it is remembered. */
  sheet: LastSheet | null;
  /** May who reads this give them a code (mayActivate)? Those of the direction are the direction's. */
  mayBeGiven: boolean;
}

/** A code to activate an account: on paper or by mail, and what became of it. */
export interface LastSheet {
  channel: AccessCodeChannel;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
}

/** What came of asking for invitations. */
export interface Invited {
  invited: number;
  /** Waiting for an account, without an address. */
  withoutAddress: number;
  /** Invited a moment ago: not again so soon. */
  recently: number;
}

/** One tear-off slip: a code for who has no account, the account for who has one. */
export interface Slip {
  name: string;
  /** Whose pupil or parent this is. */
  note: string;
  isPupil: boolean;
  code: string | null;
  accountId: string | null;
}

/** The sheets of a class, once the codes are made. */
export interface Sheets {
  title: string;
  schoolName: string;
  /** Until when the codes open an account, in words. */
  until: string;
  slips: Slip[];
}

/** What the administrator's home says. */
export interface AccountsOverview {
  /** By profile, among those to whom something opens. */
  profiles: { profile: Profile; persons: number; active: number }[];
  /** `runId`: null for an import of the command line. */
  lastImport: { at: Temporal.Instant; refusals: number; runId: string | null } | null;
  /** Who failed to sign in lately and did not succeed since. */
  troubled: { id: string; firstName: string; lastName: string; failures: number }[];
}

/** The periods of a year that some classes follow. */
export interface Scheme {
  id: string;
  version: number;
  kind: PeriodKind;
  name: string;
  year: { startsOn: IsoDay; endsOn: IsoDay; isClosed: boolean };
  /** How many classes follow it. */
  divisions: number;
  /** The last day is included here, as people say it. `closed`: for how many of the classes its grades change no more. */
  periods: { id: string; name: string; firstDay: IsoDay; lastDay: IsoDay; closed: number }[];
}

/** What a school has set. */
export interface SchoolFile {
  version: number;
  disabledModules: readonly string[];
  settings: unknown;
  schemes: Scheme[];
  /** Classes of the year that is on or comes next without any periods: nothing is graded in them. */
  undivided: { id: string; name: string }[];
}

/** A person just created, and the code that opens its account: told once. None for who is only somebody to call. */
export interface CreatedPerson {
  personId: string;
  code: string | null;
  until: string;
}
