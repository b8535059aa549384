import type { Temporal } from "temporal-polyfill";
import type { Comfort } from "@/lib/comfort";
import type { AccessCodeIssuer, AccessCodePurpose, FactorKind, Profile } from "@/lib/db/types";

/** What stands between a sign-in and the account: nothing; a second factor to show; one to set up first (function sign_in_step). */
export type SignInStep = "OPEN" | "VERIFY" | "PROTECT";

/** A sign-in whose password was right and that opens nothing yet. */
export interface WaitingSignIn {
  signInId: string;
  accountId: string;
  login: string;
  step: Exclude<SignInStep, "OPEN">;
}

/** Who sets up, renews or removes second factors: a signed-in account, or one that must have one before it opens. */
export interface FactorHolder {
  accountId: string;
  login: string;
  signInId: string;
  /** Signed in: the password is asked for again. */
  isOpen: boolean;
}

/** A second factor, as its holder sees it. */
export interface Factor {
  id: string;
  kind: FactorKind;
  name: string;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant | null;
}

/** The second factors of an account. */
export interface OwnFactors {
  factors: Factor[];
  /** Recovery codes that still work. */
  recoveryCodes: number;
}

/** An application being set up: what it must be told. */
export interface PendingAuthenticator {
  id: string;
  name: string;
  /** For who cannot scan. */
  spelled: string;
  /** The square, row by row; true is dark. */
  square: boolean[][];
}

/** A sign-in just opened: the token goes into the cookie and is kept nowhere else. */
export interface OpenedSignIn {
  token: string;
  login: string;
  step: SignInStep;
  /** The cookie ends with the browser. */
  shared: boolean;
  /** The account's reading options, null when it has none of its own: this device then keeps its. */
  comfort: Comfort | null;
}

/** One of my signed-in devices. */
export interface Device {
  id: string;
  name: string;
  current: boolean;
  createdAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
}

/** What «Mon compte» shows. */
export interface AccountOverview {
  login: string;
  email: string | null;
  passwordChangedAt: Temporal.Instant | null;
  devices: Device[];
}

/** Whom a printed code is for, and what it opens, as told to who holds it. */
export interface CodeSubject {
  /** ACTIVATION: an account is to be created or joined. RESET: the account's password is to be chosen anew. */
  purpose: AccessCodePurpose;
  schoolId: string;
  personId: string;
  /** The account of now. With ACTIVATION, one that the person leaves because it also serves another school. */
  accountId: string | null;
  schoolName: string;
  firstName: string;
  lastName: string;
  profile: Profile;
  /** ACTIVATION: a free login to propose. RESET: the account's own. */
  login: string;
  /** RESET: takes the account's second factors away too. */
  removesFactors: boolean;
  issuer: AccessCodeIssuer;
}
