import type { HrefOf } from "@/components/absences/address";
import { Subject } from "@/components/subjects/subject";
import { roomLabel } from "@/components/cahier-de-texte/words";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { LessonToCall } from "@/lib/absences/types";
import { formatCount, formatTimeOfDay } from "@/lib/time/format";

/** Lessons with where their roll calls stand, each one tap from its sheet. The first that waits is the one to press. */
export function LessonRows({
  lessons,
  hrefOf,
  level,
}: {
  lessons: readonly LessonToCall[];
  hrefOf: HrefOf;
  level: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  // The last that has begun: the one whose pupils sit there.
  const now = lessons.findLast(({ isCallable, rollCall }) => isCallable && rollCall === null);
  return (
    <ol className="call-lessons">
      {lessons.map((lesson) => (
        <li className="call-lesson" key={lesson.id}>
          <p className="call-lesson-time">
            {formatTimeOfDay(lesson.startMinute)}
            <span>{formatTimeOfDay(lesson.endMinute)}</span>
          </p>
          <div className="call-lesson-body">
            <Heading className="call-lesson-title">
              {lesson.group} <Subject code={lesson.subjectCode} name={lesson.subject} />
            </Heading>
            <p className="call-lesson-state">
              {lesson.room && <span>{roomLabel(lesson.room)}</span>}
              <Standing lesson={lesson} />
            </p>
          </div>
          {lesson.isCallable && (
            <LinkButton
              href={hrefOf(`/appel/${lesson.id}`)}
              size="small"
              variant={lesson === now ? "primary" : "secondary"}
            >
              {lesson.rollCall ? "Corriger l’appel" : "Faire l’appel"}
              <VisuallyHidden>
                {" "}
                de {lesson.group}, {formatTimeOfDay(lesson.startMinute)}
              </VisuallyHidden>
            </LinkButton>
          )}
        </li>
      ))}
    </ol>
  );
}

function Standing({ lesson: { status, rollCall, isCallable } }: { lesson: LessonToCall }) {
  if (status === "CANCELLED") return <Badge>Annulé</Badge>;
  if (!rollCall) return isCallable ? <Badge tone="warning">Appel à faire</Badge> : <Badge>À venir</Badge>;
  const words = [
    rollCall.absent === 0 ? "Tous présents" : formatCount(rollCall.absent, "absent"),
    rollCall.late > 0 && formatCount(rollCall.late, "retard"),
  ].filter(Boolean);
  return (
    <Badge icon="check" tone="success">
      {words.join(", ")}
    </Badge>
  );
}
