import type { ReactNode } from "react";
import { Temporal } from "temporal-polyfill";
import { childrenOf } from "@/app/(portail)/children";
import { SearchPanel } from "@/components/recherche/search-panel";
import { ArchiveBanner } from "@/components/shell/archive-banner";
import { Bell } from "@/components/shell/bell";
import { PersonWatch } from "@/components/shell/person-watch";
import { SeeingBanner } from "@/components/shell/seeing-banner";
import { Shell } from "@/components/shell/shell";
import type { PupilItem } from "@/components/shell/types";
import { signOutAction } from "@/lib/auth/actions";
import { requireViewer } from "@/lib/auth/context";
import { profileLabel } from "@/lib/auth/profile-label";
import { canOpen, personHref, type Viewer } from "@/lib/auth/viewer";
import { KEPT_MODULES, navigationModules } from "@/lib/modules";
import { countUnread } from "@/lib/notifications/queries";
import { minuteIn } from "@/lib/time/day";
import { formatInitials, formatName, formatTimeOfDay } from "@/lib/time/format";

/** The frame of every signed-in page. It gates nothing: pages open their own context. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const unread = await countUnread(viewer);
  return (
    <Shell
      accountHref={viewer.seenBy ? null : personHref(viewer, "/compte")}
      banner={viewer.seenBy && <SeeingBanner name={formatName(viewer.person)} until={untilWords(viewer)} />}
      bell={canOpen(viewer, "notifications") && <Bell href={personHref(viewer, "/notifications")} unread={unread} />}
      archivesHref={personHref(viewer, "/accueil/annees")}
      comfortHref={personHref(viewer, "/confort")}
      me={{
        name: formatName(viewer.person),
        profileLabel: profileLabel(viewer),
        initials: formatInitials(viewer.person),
      }}
      nav={navigationModules(viewer.profile).flatMap(({ slug, title }) =>
        canOpen(viewer, slug) ? [{ slug, title, href: `/${slug}` }] : [],
      )}
      persons={viewer.persons.map((person) => ({
        id: person.id,
        label: profileLabel(person),
        sublabel: person.school.name,
        href: personHref({ persons: viewer.persons, person }, "/accueil"),
        current: person.id === viewer.person.id,
      }))}
      pupils={pupilsOf(viewer)}
      school={{ name: viewer.school.name }}
      search={<SearchPanel href={personHref(viewer, "/recherche")} personIds={searchersOf(viewer)} />}
      signOutAction={signOutAction}
    >
      {viewer.persons.length > 1 && <PersonWatch personId={viewer.person.id} />}
      <ArchiveBanner rooms={KEPT_MODULES} />
      {children}
    </Shell>
  );
}

/** Until when the portal is seen as somebody else, by the clock of the school. */
function untilWords({ seenBy, school }: Viewer): string {
  return seenBy ? formatTimeOfDay(minuteIn(school.timeZone, Temporal.Instant.from(seenBy.until))) : "";
}

/** As whom a search asks: this person, and those of the same profile in the account's other schools. */
function searchersOf({ persons, person, profile }: Viewer): (string | null)[] {
  if (persons.length === 1) return [null];
  const others = persons.filter((other) => other.id !== person.id && other.profile === profile);
  return [person.id, ...others.map(({ id }) => id)];
}

/** A guardian's children, all schools together, behind «Tous mes enfants». */
function pupilsOf(viewer: Viewer): PupilItem[] {
  const acting = (personne: string): PupilItem["query"] => (viewer.persons.length > 1 ? { personne } : {});
  return [
    { id: "tous", name: "Tous mes enfants", query: acting(viewer.person.id) },
    ...childrenOf(viewer, "accueil").map(({ id, firstName, personId }) => ({
      id,
      name: firstName,
      query: { ...acting(personId), enfant: id },
    })),
  ];
}
