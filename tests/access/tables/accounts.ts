import type { Visitor } from "@/lib/actions/define-public-action";
import {
  changeEmail,
  changePassword,
  checkPassword,
  openSignIn,
  rememberComfort,
  revokeDevice,
  revokeOtherDevices,
  revokeSignIn,
  signInToDemo,
  signInWithPassword,
  switchPerson,
} from "@/lib/auth/commands";
import { accountOverview } from "@/lib/auth/queries";
import type { Viewer } from "@/lib/auth/viewer";
import { parseComfort } from "@/lib/comfort";
import { signOutDevice } from "@/lib/comptes/commands";
import { accountFile, troubledAccounts } from "@/lib/comptes/queries";
import type { SignedInAccount } from "@/lib/db/identity";
import type { Result } from "@/lib/errors/codes";
import { countUnread } from "@/lib/notifications/queries";
import type { World } from "@/tests/factories/world";

/** What alice's account, or a passer-by, tries on adam's account. */
export interface AccountRow {
  operation: string;
  attempt: (scene: Scene) => Promise<string>;
  /** The error code, or what was told. */
  outcome: string;
  /** The tables that the attempt changes all the same: its own log and counters. */
  leaves: string;
}

export interface Scene {
  world: World;
  visitor: Visitor;
  /** alice, signed in twice. */
  alice: SignedInAccount;
  viewer: Viewer;
  /** A signed-in device of adam. */
  adamsSignInId: string;
}

const code = (result: Result<unknown>): string => (result.ok ? "done" : result.code);
const WRONG = "pas le bon mot de passe";
const NEW = "un autre mot de passe";

/** Commands and queries of an account, which no school's wall holds: each is tried across accounts. */
export const accountOperations: AccountRow[] = [
  {
    operation: "auth/queries.accountOverview",
    attempt: async ({ viewer }) => {
      const { login, devices } = await accountOverview(viewer);
      return `${login === viewer.account.login ? "own" : "another"} ${devices.length}`;
    },
    outcome: "own 2",
    leaves: "",
  },
  {
    // Of the account's own persons alone: tests/integration/notifications has some to count.
    operation: "notifications/queries.countUnread",
    attempt: async ({ viewer }) => String(await countUnread(viewer)),
    outcome: "0",
    leaves: "",
  },
  {
    operation: "auth/commands.revokeDevice",
    attempt: async ({ alice, adamsSignInId }) => code(await revokeDevice(alice, adamsSignInId)),
    outcome: "NOT_FOUND",
    leaves: "",
  },
  {
    operation: "auth/commands.switchPerson",
    attempt: async ({ alice, world }) => code(await switchPerson(alice, world.people.adam.id)),
    outcome: "NOT_FOUND",
    leaves: "",
  },
  {
    operation: "auth/commands.changePassword",
    attempt: async ({ visitor, alice }) =>
      code(await changePassword(visitor, alice, { currentPassword: WRONG, password: NEW }, null)),
    outcome: "INVALID",
    leaves: "rate_limit sign_in_attempt",
  },
  {
    operation: "auth/commands.changeEmail",
    attempt: async ({ visitor, alice }) =>
      code(await changeEmail(visitor, alice, { currentPassword: WRONG, email: "a@example.fr" }, null)),
    outcome: "INVALID",
    leaves: "rate_limit sign_in_attempt",
  },
  {
    operation: "auth/commands.checkPassword",
    attempt: async ({ visitor, world }) =>
      code(await checkPassword(visitor, { login: world.people.adam.login, password: WRONG }, null)),
    outcome: "INVALID",
    leaves: "rate_limit sign_in_attempt",
  },
  {
    operation: "auth/commands.signInWithPassword",
    attempt: async ({ visitor, world }) =>
      code(await signInWithPassword(visitor, { login: world.people.adam.login, password: WRONG, shared: false }, null)),
    outcome: "INVALID",
    leaves: "rate_limit sign_in_attempt",
  },
  {
    operation: "auth/commands.openSignIn (of somebody who left)",
    attempt: async ({ visitor, world }) =>
      code(await openSignIn(visitor, { ...world.people.formerPupil, shared: false })),
    outcome: "INVALID",
    leaves: "sign_in_attempt",
  },
  {
    operation: "auth/commands.signInToDemo (nobody's login)",
    attempt: async ({ visitor }) => code(await signInToDemo(visitor, "personne.nulle")),
    outcome: "NOT_FOUND",
    leaves: "",
  },
  {
    operation: "auth/commands.revokeSignIn (an invented token)",
    attempt: async () => {
      await revokeSignIn("0".repeat(64));
      return "nothing";
    },
    outcome: "nothing",
    leaves: "",
  },
  {
    operation: "auth/commands.revokeOtherDevices",
    attempt: async ({ alice }) => code(await revokeOtherDevices(alice)),
    outcome: "done",
    leaves: "sign_in",
  },
  {
    operation: "comptes/queries.accountFile (of a schoolmate)",
    attempt: async ({ viewer, world }) =>
      (await accountFile(viewer, { profile: "STUDENT", accountId: world.people.adam.accountId })) ? "told" : "nothing",
    outcome: "nothing",
    leaves: "",
  },
  {
    operation: "comptes/queries.troubledAccounts",
    attempt: async ({ viewer, world }) => {
      const { id, accountId, firstName, lastName } = world.people.adam;
      return `${(await troubledAccounts(viewer, [{ id, accountId, firstName, lastName }])).length}`;
    },
    outcome: "0",
    leaves: "",
  },
  {
    operation: "comptes/commands.signOutDevice (of a schoolmate)",
    attempt: async ({ viewer, world, adamsSignInId }) =>
      code(await signOutDevice(viewer, { personId: world.people.adam.id, signInId: adamsSignInId })),
    outcome: "NOT_FOUND",
    leaves: "",
  },
  {
    operation: "auth/commands.rememberComfort",
    attempt: async ({ alice }) => code(await rememberComfort(alice, parseComfort("size=130"))),
    outcome: "done",
    leaves: "account",
  },
];

/** Exports of command modules that are no operations: pieces of others, which take a transaction that these opened. */
export const helpers: { operation: string; reason: string }[] = [
  { operation: "auth/commands.weakPassword", reason: "pure" },
  {
    operation: "auth/commands.storePassword",
    reason: "writes in the identity transaction of a command that has checked",
  },
  {
    operation: "auth/commands.recordOwn",
    reason: "writes the journal of a command that has checked, in each school of its account",
  },
  { operation: "auth/commands.logAttempt", reason: "writes the connection log of a command that answers a try" },
  { operation: "auth/commands.checkOwnPassword", reason: "checks, by checkPassword, for the commands that ask again" },
  { operation: "auth/commands.revokeAll", reason: "writes in the identity transaction of a command that has checked" },
  {
    operation: "auth/access-codes.replaceCodes",
    reason: "writes in the transaction of a command that has checked who asks, and for whom",
  },
  { operation: "files/keep.keepFile", reason: "a part of the commands that receive files, which have checked" },
  ...["lockAbsences", "followRollCalls", "updateSpan", "supersede", "studentsOfAge", "countAlerts"].map((name) => ({
    operation: `absences/follow.${name}`,
    reason: "a part of the commands of absences, which have checked",
  })),
  { operation: "absences/follow.hasBegun", reason: "pure" },
  {
    operation: "absences/queries.attendanceCounts",
    reason: "a part of the bulletins, which have checked whose pupils these are; empty for families",
  },
  { operation: "notes/redating.redateResults", reason: "a part of comptes/commands.saveSettings, which has checked" },
  { operation: "absences/follow.absenceSettings", reason: "the school's own settings, for everyone of the school" },
  {
    operation: "messagerie/sending.writeMessage",
    reason: "writes in the transaction of a command that has checked",
  },
  {
    operation: "documents/spaces.foldersOf",
    reason: "reads the folders of a space that a query or command has checked",
  },
];
