import type { HrefOf } from "@/components/cahier-de-texte/address";
import { LessonContent } from "@/components/cahier-de-texte/lesson-card";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
import { Subject } from "@/components/subjects/subject";
import { sessionLine } from "@/components/cahier-de-texte/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";

/** One lesson, for those who read it. */
export function LessonPage({ lesson, hrefOf, isPast }: { lesson: ShownLesson; hrefOf: HrefOf; isPast: boolean }) {
  const isEmpty = !lesson.content && lesson.attachments.length === 0 && lesson.homework.length === 0;
  return (
    <div data-module="cahier-de-texte">
      <PageHeader
        actions={<SessionStatus status={lesson.status} />}
        crumbs={[{ label: "Séances", href: hrefOf("/seances", { semaine: lesson.day }) }]}
        lead={<span className="lead-line">{sessionLine(lesson)}</span>}
        title={
          <>
            <Subject code={lesson.subjectCode} name={lesson.subject} /> · {lesson.group}
          </>
        }
      />
      <Card className="lesson-sheet">
        {isEmpty ? (
          <EmptyState illustration={<BlankNotebook />} title="Rien n’est écrit pour cette séance">
            {isPast ? undefined : "Son contenu s’affichera ici après le cours."}
          </EmptyState>
        ) : (
          <LessonContent isPast={isPast} lesson={lesson} />
        )}
      </Card>
      <p className="notebook-pages">
        <LinkButton href={hrefOf(`/matieres/${lesson.serviceId}`)} icon="book-open" size="small">
          Autres séances de cette matière
        </LinkButton>
      </p>
    </div>
  );
}
