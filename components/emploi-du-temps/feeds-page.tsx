import "@/components/emploi-du-temps/emploi-du-temps.css";
import { Temporal } from "temporal-polyfill";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import { FeedForms } from "@/components/emploi-du-temps/feed-forms";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { Feed } from "@/lib/emploi-du-temps/types";

/** One of the account's persons, with the timetables that it may subscribe a calendar to. */
export interface SubscribedPerson {
  personId: string;
  schoolName: string;
  timeZone: string;
  feeds: { studentId: string | null; label: string; feed: Feed | null }[];
}

/** The secret addresses by which calendars read timetables. */
export function FeedsPage({
  persons,
  origin,
  hrefOf,
}: {
  persons: readonly SubscribedPerson[];
  origin: string;
  hrefOf: HrefOf;
}) {
  const all = persons.flatMap(({ feeds, ...person }) => feeds.map((feed) => ({ ...person, ...feed })));
  return (
    <div data-module="emploi-du-temps">
      <PageHeader
        crumbs={[{ label: "Emploi du temps", href: hrefOf() }]}
        lead="L’agenda du téléphone ou de l’ordinateur affiche les cours et leurs changements, mis à jour chaque heure."
        title="Abonner mon agenda"
      />
      {all.length === 0 && (
        <EmptyState illustration={<Hopscotch />} title="Aucun emploi du temps à suivre">
          Les adresses apparaissent ici dès que les classes sont connues.
        </EmptyState>
      )}
      {all.map(({ personId, studentId, label, feed, timeZone, schoolName }) => (
        <Section
          id={`agenda-${studentId ?? personId}`}
          key={studentId ?? personId}
          note={persons.length > 1 ? schoolName : undefined}
          title={label}
        >
          <Card>
            <p className="feed-state">
              {feed ? (
                <>
                  Une adresse est ouverte depuis{" "}
                  <Time instant={Temporal.Instant.from(feed.createdAt)} zone={timeZone} />. En créer une nouvelle ferme
                  l’ancienne.
                </>
              ) : (
                "Aucun agenda n’est abonné."
              )}
            </p>
            <FeedForms
              feedId={feed?.id ?? null}
              label={label}
              origin={origin}
              personId={personId}
              studentId={studentId}
            />
          </Card>
        </Section>
      ))}
    </div>
  );
}
