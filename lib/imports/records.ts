import type { Civility, GroupKind, Profile, Sex } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";

// What the files say, in our words, before any question of what we already know. `line` is where the record starts.

/** What an import counts and refuses, in the order of the report. */
export const ENTITIES = [
  "school",
  "year",
  "subject",
  "division",
  "group",
  "student",
  "guardian",
  "staff",
  "contact",
  "guardianship",
  "enrollment",
  "service",
  "serviceTeacher",
  "mainTeacher",
] as const;
export type Entity = (typeof ENTITIES)[number];

/** A record that was not taken, said so that the school finds it in its own software. */
export interface Refusal {
  entity: Entity;
  file: string;
  line: number;
  /** Kind, name and identifier: «Élève DURAND Zoé (ELEVE_ID 12, INE 080000000AA)». */
  record: string;
  reason: string;
}

/** Where files come from; it tells what their identifiers are worth (lib/imports/plan/systems.ts). */
export type System = "SIECLE" | "ONDE" | "ONEROSTER" | "TABLE" | "AAF";

/** Whose file and for which school year; `year` is its first calendar year, null when the file does not say. */
export interface Header {
  /** SIECLE and STSWEB when absent. */
  system?: System;
  /** Null when the file does not say: it is then of the school that imports it. */
  uai: string | null;
  year: number | null;
  /** It does not hold everybody: whom it leaves out is not gone. */
  isPartial?: boolean;
}

export interface Address {
  lines: string[];
  postalCode: string | null;
  city: string | null;
  country: string | null;
}

export interface ContactDetails {
  email: string | null;
  mobile: string | null;
  home: string | null;
  work: string | null;
  acceptsSms: boolean;
  address: Address | null;
}

export interface StructureRef {
  kind: GroupKind;
  code: string;
}

/** Where a pupil is; `endsOn`, when the file says it, is the first day on which they no longer are. */
export interface PlaceRef extends StructureRef {
  endsOn?: IsoDay | null;
}

/** Where a record is, when it is not in the file that holds it: a feed has several documents. */
interface Located {
  line: number;
  source?: string;
}

export interface PupilRecord extends Located {
  eleveId: string;
  /** ELEVE_ID, when `eleveId` is of another system that tells it. */
  siecleId?: string | null;
  elenoet: string | null;
  ine: string | null;
  lastName: string;
  familyName: string | null;
  firstName: string;
  birthDate: IsoDay | null;
  sex: Sex | null;
  mef: string | null;
  entersOn: IsoDay | null;
  /** First day on which the pupil is no longer there (SIECLE DATE_SORTIE). */
  leavesOn: IsoDay | null;
  contacts: ContactDetails;
  structures: PlaceRef[];
}

export interface GuardianRecord extends Located {
  personneId: string;
  lastName: string;
  familyName: string | null;
  firstName: string;
  civility: Civility | null;
  contacts: ContactDetails;
  /** Another record bears this name, and nothing tells whether it is the same person. */
  isNamesake?: boolean;
}

export interface GuardianshipRecord extends Located {
  eleveId: string;
  personneId: string;
  /** ONDE numbers no pupil: `eleveId` is then a name, and these are the divisions in which to look for it. */
  among?: readonly string[];
  /** What else tells the child, in a plain table: `eleveId` is then a name, or empty. */
  child?: { identifier: string | null; ine: string | null; birthDate: IsoDay | null };
  /** 1 legal representative, 2 in charge, 3 contact; null when the file says nothing of the responsibility but that it is. */
  level: 1 | 2 | 3 | null;
  kinship: string | null;
  pays: boolean;
  /** Null when the file does not say: what the school knows stays. */
  contactFirst: boolean | null;
}

export interface DivisionRecord {
  line: number;
  code: string;
  name: string | null;
  mefs: string[];
}

export interface GroupRecord {
  line: number;
  code: string;
  name: string | null;
  /** Codes of the divisions whose pupils it gathers. */
  divisions: string[];
}

export interface SubjectRecord {
  line: number;
  code: string;
  shortName: string;
  name: string;
}

export interface MefRecord {
  line: number;
  code: string;
  /** «6EME», «2NDE GT»… */
  formation: string | null;
}

/** STS knows a person by number and type; both go back to the ministry with the LSU. The other types are of other systems. */
export interface StaffKey {
  type: "epp" | "local" | "onde" | "oneroster" | "table" | "aaf";
  id: string;
}

export interface StaffRecord extends StaffKey, Located {
  lastName: string;
  familyName: string | null;
  firstName: string;
  civility: Civility | null;
  sex: Sex | null;
  birthDate: IsoDay | null;
  /** ENS, DOC, DIR, EDU… */
  position: string | null;
  /** Of a file without functions, which says it itself. */
  profile?: Profile;
  contacts?: ContactDetails;
  /** Codes of the divisions of which this person is the main teacher. */
  mainOf: string[];
}

export interface ServiceRecord extends Located {
  subject: string;
  modality: string;
  group: StructureRef;
  teachers: StaffKey[];
}

export interface SchoolRecord {
  /** Académie in plain words: «CRETEIL». */
  academy: string | null;
  name: string;
  city: string | null;
  /** Nature code of the establishment: 151 école, 340 collège, 300 lycée… */
  nature: string | null;
}

export interface ElevesFile {
  kind: "ELEVES";
  file: string;
  header: Header;
  pupils: PupilRecord[];
  /** Identifiers of those whom a partial file says to be gone. */
  gone?: string[];
  /** ELEVE_ID of the records refused while reading: their pupils are not gone. */
  unread: string[];
  refusals: Refusal[];
}

export interface ResponsablesFile {
  kind: "RESPONSABLES";
  file: string;
  header: Header;
  /** Identifiers of the pupils whose responsibilities a partial file tells whole. */
  of?: ReadonlySet<string>;
  /** Identifiers of those whom a partial file says to be gone. */
  gone?: string[];
  guardians: GuardianRecord[];
  guardianships: GuardianshipRecord[];
  refusals: Refusal[];
}

export interface StructuresFile {
  kind: "STRUCTURES";
  file: string;
  header: Header;
  divisions: DivisionRecord[];
  groups: GroupRecord[];
  refusals: Refusal[];
}

export interface NomenclaturesFile {
  kind: "NOMENCLATURES";
  file: string;
  header: Header;
  subjects: SubjectRecord[];
  mefs: MefRecord[];
  refusals: Refusal[];
}

export interface StsFile {
  kind: "STS";
  file: string;
  header: Header;
  school: SchoolRecord;
  startsOn: IsoDay | null;
  /** Exclusive: the day after STS's last. */
  endsOn: IsoDay | null;
  subjects: SubjectRecord[];
  mefs: MefRecord[];
  staff: StaffRecord[];
  /** Persons whose record was refused while reading: they are not gone. */
  unread: StaffKey[];
  /** Persons whom a partial file says to be gone. */
  gone?: StaffKey[];
  divisions: DivisionRecord[];
  groups: GroupRecord[];
  services: ServiceRecord[];
  /** Of a feed: whose services in divisions, in groupes, it tells whole. Absent, the file tells the services of the school. */
  tells?: readonly { key: StaffKey; kind: GroupKind }[];
  refusals: Refusal[];
}

/** Staff without services: ONDE. */
export interface EnseignantsFile {
  kind: "ENSEIGNANTS";
  file: string;
  header: Header;
  staff: StaffRecord[];
  /** Persons whose record was refused while reading: they are not gone. */
  unread: StaffKey[];
  refusals: Refusal[];
}

/** What the AAF/SDET feed has documents of, in the order in which they are taken. */
export const AAF_CATEGORIES = ["STRUCTURE", "MEF", "SUBJECT", "STAFF", "PUPIL", "GUARDIAN"] as const;
export type AafCategory = (typeof AAF_CATEGORIES)[number];

/** One request of the feed: something to add whole, to change attribute by attribute, or to take away. */
export interface AafRequest {
  operation: "add" | "modify" | "delete";
  category: AafCategory;
  /** Jointure: ENTPersonJointure, ENTStructureJointure. */
  id: string;
  file: string;
  line: number;
  /** The attributes that are of use here; without a value when the feed empties one. */
  values: ReadonlyMap<string, readonly string[]>;
}

/** What a feed says of one school: its documents joined, since each refers to the others. */
export interface AafFile {
  kind: "AAF";
  file: string;
  header: Header;
  /** Only what changed since the feed before. */
  isDelta: boolean;
  /** What the feed calls the school (ENTStructureJointure). */
  jointure: string;
  structure: AafRequest | null;
  /** Of the whole académie: subjects by code, formations by MEF. */
  subjects: ReadonlyMap<string, SubjectRecord>;
  mefs: ReadonlyMap<string, MefRecord>;
  /** Null when the feed has no document of them. */
  staff: AafRequest[] | null;
  pupils: AafRequest[] | null;
  guardians: AafRequest[] | null;
  /** Changes of persons unknown to the school, whom no other school of the feed can have. */
  strangers: AafRequest[];
  /** How many changes of unknown persons are of other schools, or of a feed that never came. */
  elsewhere: number;
  refusals: Refusal[];
}

export type ImportFile = ElevesFile | ResponsablesFile | StructuresFile | NomenclaturesFile | StsFile | EnseignantsFile;
