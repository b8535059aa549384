import type { ReactNode } from "react";
import { PlatformShell } from "@/components/plateforme/shell";
import { signOutAction } from "@/lib/auth/actions";
import { currentAccount } from "@/lib/auth/context";
import { requireAdministrator } from "@/lib/auth/platform";
import { profileLabel } from "@/lib/auth/profile-label";
import { formatInitials, formatList, formatName } from "@/lib/time/format";

/** The frame of the pages above the schools. It gates nothing: pages open their own context. */
export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const administrator = await requireAdministrator();
  const persons = (await currentAccount())?.persons ?? [];
  const place = administrator.isWide ? "Toute la plateforme" : formatList(administrator.roots.map(({ name }) => name));
  return (
    <PlatformShell
      me={{ name: formatName(administrator), profileLabel: "Administration", initials: formatInitials(administrator) }}
      persons={[
        { id: "plateforme", label: "Administration", sublabel: place, href: "/plateforme", current: true },
        ...persons.map((person) => ({
          id: person.id,
          label: profileLabel(person),
          sublabel: person.school.name,
          href: `/accueil?personne=${person.id}`,
          current: false,
        })),
      ]}
      place={place}
      signOutAction={signOutAction}
    >
      {children}
    </PlatformShell>
  );
}
