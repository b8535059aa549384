import type { DataExportState, Duty, Profile } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";
import type { CopyReader } from "./copy/types";
import type { Departure } from "./rules";

/** A copy of somebody's data, as who asked for it follows it. */
export interface CopyLine {
  id: string;
  state: DataExportState;
  /** Percent. */
  progress: number;
  /** Bytes; null until it is ready. */
  size: number | null;
  /** The last day on which it can be fetched. */
  until: IsoDay;
}

/** Somebody of whom a copy may be asked, and the last one that was. */
export interface CopyOffer {
  personId: string;
  firstName: string;
  lastName: string;
  reader: CopyReader;
  copy: CopyLine | null;
  /** May another be asked for now? */
  isOffered: boolean;
}

/** What «Mon compte» says of one's data. */
export interface OwnData {
  offers: CopyOffer[];
  /** The day on which one leaves, when it is known. */
  leavesOn: IsoDay | null;
  months: number;
}

/** Somebody who has left, and what comes. */
export interface DepartureLine extends Departure {
  id: string;
  firstName: string;
  lastName: string;
  profile: Profile;
  duty: Duty | null;
  leftOn: IsoDay;
  closedOn: IsoDay | null;
  isAsked: boolean;
}

/** Why a person cannot be erased. */
export type ErasureRefusal = "PRESENT" | "REPORT" | "HELD" | "ASKED" | "ERASED";

/** What the page of a person's data shows to who runs the school. */
export interface PersonData {
  offer: CopyOffer | null;
  person: { id: string; firstName: string; lastName: string; profile: Profile };
  departure: DepartureLine | null;
  /** What an erasure would do now; null when it is refused. */
  wouldBe: Departure | null;
  refusal: ErasureRefusal | null;
}
