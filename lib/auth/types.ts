import type { Temporal } from "temporal-polyfill";
import type { Comfort } from "@/lib/comfort";
import type { AccessCodePurpose, Profile } from "@/lib/db/types";

/** A sign-in just opened: the token goes into the cookie and is kept nowhere else. */
export interface OpenedSignIn {
  token: string;
  login: string;
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
}
