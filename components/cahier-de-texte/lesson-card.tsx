import { Attachments } from "@/components/files/attachments";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import { Subject } from "@/components/subjects/subject";
import { lessonPlace } from "@/components/cahier-de-texte/words";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
import type { IsoDay } from "@/lib/time/day";
import { formatDay, formatTimeOfDay } from "@/lib/time/format";

/** A lesson of a day: when, what, where, with whom, and what was done. */
export function LessonCard({ lesson, today }: { lesson: ShownLesson; today: IsoDay }) {
  return (
    <li className="lesson" data-status={lesson.status}>
      <p className="lesson-time">
        <span>{formatTimeOfDay(lesson.startMinute)}</span>
        <span className="lesson-end">{formatTimeOfDay(lesson.endMinute)}</span>
      </p>
      <div className="lesson-body">
        <p className="lesson-head">
          <Link className="lesson-link" href={lesson.href}>
            <Subject code={lesson.subjectCode} name={lesson.subject} />
          </Link>
          <SessionStatus status={lesson.status} />
        </p>
        <p className="lesson-where">{lessonPlace(lesson, lesson.showsGroup)}</p>
        <LessonContent isPast={lesson.day < today} lesson={lesson} />
      </div>
    </li>
  );
}

/** What was written in a lesson, its files, and the homework given in it. */
export function LessonContent({ lesson, isPast }: { lesson: ShownLesson; isPast: boolean }) {
  return (
    <>
      {lesson.content && <RichTextView className="lesson-text" content={lesson.content} />}
      {!lesson.content && isPast && lesson.status !== "CANCELLED" && (
        <p className="lesson-nothing">Rien n’a été écrit pour cette séance.</p>
      )}
      <Attachments files={lesson.attachments} hrefOf={lesson.fileHrefOf} />
      {lesson.homework.length > 0 && (
        <ul aria-label="Travail donné dans cette séance" className="lesson-homework">
          {lesson.homework.map(({ id, dueOn, excerpt }) => (
            <li key={id}>
              <Icon name="notebook-pen" />
              <span>
                <strong>Pour {formatDay(dueOn)}</strong> {excerpt}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
