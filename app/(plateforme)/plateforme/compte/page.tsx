import type { Metadata } from "next";
import { AccountView } from "@/components/auth/account-view";
import { ownFactors } from "@/lib/auth/factors";
import { passphrase } from "@/lib/auth/passphrase";
import { requireAdministrator } from "@/lib/auth/platform";
import { accountOverview } from "@/lib/auth/queries";
import { hasMail } from "@/lib/mail/mailer";
import { formatName } from "@/lib/time/format";

export const metadata: Metadata = { title: "Mon compte" };

/** The account of somebody who administers the platform: password, reset address, signed-in devices. */
export default async function Page() {
  const administrator = await requireAdministrator();
  const account = await accountOverview(administrator);
  const place = administrator.isWide ? "Toute la plateforme" : administrator.roots.map(({ name }) => name).join(", ");
  const role = { id: "plateforme", name: formatName(administrator), profile: "Administration", schoolName: place };
  return (
    <AccountView
      account={account}
      addFactorHref="/connexion/protection?retour=/plateforme/compte"
      example={passphrase()}
      hasMail={hasMail()}
      isPupil={false}
      factors={await ownFactors(administrator.account.id)}
      persons={[{ ...role, current: true }]}
      timeZone="Europe/Paris"
    />
  );
}
