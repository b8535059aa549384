import { ownFactors } from "@/lib/auth/factors";
import { passphrase } from "@/lib/auth/passphrase";
import { profileLabel } from "@/lib/auth/profile-label";
import { accountOverview } from "@/lib/auth/queries";
import { personHref, type Viewer } from "@/lib/auth/viewer";
import { hasMail } from "@/lib/mail/mailer";
import { formatName } from "@/lib/time/format";

/** What «Mon compte» shows of the account behind all of a viewer's persons. */
export async function ownAccount(viewer: Viewer) {
  return {
    account: await accountOverview(viewer),
    factors: await ownFactors(viewer.account.id),
    addFactorHref: personHref(viewer, "/compte/double-verification"),
    example: passphrase(),
    hasMail: hasMail(),
    timeZone: viewer.school.timeZone,
    isPupil: viewer.profile === "STUDENT",
    persons: viewer.persons.map((person) => ({
      id: person.id,
      name: formatName(person),
      profile: profileLabel(person),
      schoolName: person.school.name,
      current: person.id === viewer.person.id,
    })),
  };
}
