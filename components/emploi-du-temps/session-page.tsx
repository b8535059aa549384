import "@/components/emploi-du-temps/emploi-du-temps.css";
import { Subject } from "@/components/subjects/subject";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import { CancelForm, type Carried, MoveForm, ReplaceForm, RoomForm } from "@/components/emploi-du-temps/session-forms";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import type { SessionChange } from "@/lib/emploi-du-temps/types";
import { changesOf, roomName } from "@/lib/emploi-du-temps/wording";
import { formatDay, formatList, formatTimeRange } from "@/lib/time/format";

/** One lesson, for those who manage the timetable: what it is, what changed, and what may be done. */
export function SessionPage({
  change,
  personId,
  operationId,
  hrefOf,
  lessonHref,
}: {
  change: SessionChange;
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
  /** What is written in it; null where the school has no cahier de texte. */
  lessonHref: string | null;
}) {
  const { session, teachers, rooms, roomId, colleagues, isByAbsence } = change;
  const carried: Carried = { personne: personId, operationId, sessionId: session.id, version: session.version };
  const isCancelled = session.status === "CANCELLED";
  const changes = changesOf(session);
  const when = `${formatDay(session.day, { long: true })}, ${formatTimeRange(session.startMinute, session.endMinute)}`;
  const [teacher] = teachers;
  return (
    <div data-module="emploi-du-temps">
      <PageHeader
        actions={
          lessonHref && (
            <LinkButton href={lessonHref} icon="notebook-pen" size="small">
              Cahier de texte
            </LinkButton>
          )
        }
        crumbs={
          teacher
            ? [
                {
                  label: `Emploi du temps de ${teacher.name}`,
                  href: hrefOf("", { professeur: teacher.id, jour: session.day }),
                },
              ]
            : []
        }
        lead={[when, roomName(session.room), formatList(session.teachers)].filter(Boolean).join(" · ")}
        title={
          <>
            <Subject code={session.subjectCode} name={session.subject} /> · {session.group}
          </>
        }
      />
      {changes.length > 0 && (
        <Notice title={changes.join(", ")} tone={isCancelled ? "danger" : "warning"}>
          {isByAbsence && "Par une absence déclarée. Un remplacement rétablit la séance."}
        </Notice>
      )}
      <div className="change-forms">
        <Section id="annuler" title={isCancelled ? "Rétablir" : "Annuler"}>
          <Card>
            <CancelForm carried={carried} isCancelled={isCancelled} />
          </Card>
        </Section>
        {teachers.length > 0 && (
          <Section id="remplacer" title="Remplacer">
            <Card>
              <ReplaceForm carried={carried} colleagues={colleagues} teachers={teachers} />
            </Card>
          </Section>
        )}
        <Section id="deplacer" title="Déplacer">
          <Card>
            <MoveForm carried={carried} session={session} />
          </Card>
        </Section>
        {!isCancelled && (
          <Section id="salle" title="Changer de salle">
            <Card>
              <RoomForm carried={carried} roomId={roomId} rooms={rooms} />
            </Card>
          </Section>
        )}
      </div>
    </div>
  );
}
