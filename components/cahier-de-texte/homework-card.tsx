import { Attachments } from "@/components/files/attachments";
import { Subject } from "@/components/subjects/subject";
import { Tick } from "@/components/cahier-de-texte/tick";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { excerpt } from "@/lib/rich-text/text";
import type { ShownHomework, Voice } from "@/components/cahier-de-texte/shown";
import { formatCount, formatDay, formatMinutes } from "@/lib/time/format";

/** Two lines on a phone. */
const BRIEF_LENGTH = 90;

/**
 * A piece of homework: what, how long, and whether it is done. `voice` says who reads: only a pupil ticks, a guardian sees
 * each child's tick, staff see the class.
 * @param props.listHref shows the first words alone, which lead to the whole on this page.
 */
export function HomeworkCard({
  item,
  voice,
  listHref,
}: {
  item: ShownHomework;
  voice: Voice;
  listHref?: string | undefined;
}) {
  const [student] = item.students;
  return (
    <li
      className="homework"
      data-brief={listHref !== undefined || undefined}
      data-tickable={item.can.tick || undefined}
      id={`travail-${item.id}`}
    >
      {item.can.tick && student && (
        <Tick
          homeworkId={item.id}
          isDone={student.isDone}
          label={`${item.subject}, ${excerpt(item.content, 60)}`}
          personId={item.personId}
        />
      )}
      <div className="homework-body">
        <p className="homework-head">
          {listHref === undefined ? (
            <Subject code={item.subjectCode} name={item.subject} />
          ) : (
            <Link href={`${listHref}#travail-${item.id}`}>
              <Subject code={item.subjectCode} name={item.subject} />
            </Link>
          )}
          {item.minutes !== null && <Badge icon="clock">{formatMinutes(item.minutes)}</Badge>}
          {voice === "guardian" && item.students.map((child) => <ChildTick key={child.id} {...child} />)}
          {item.audience !== "ALL" && <Badge tone="primary">{audienceLabel(item, voice)}</Badge>}
        </p>
        {listHref === undefined ? <Whole item={item} voice={voice} /> : <FirstWords item={item} />}
      </div>
    </li>
  );
}

function FirstWords({ item: { content, attachments } }: { item: ShownHomework }) {
  return (
    <p className="homework-text">
      {excerpt(content, BRIEF_LENGTH)}{" "}
      {attachments.length > 0 && (
        <span className="homework-files">
          <Icon name="paperclip" />
          {formatCount(attachments.length, "pièce jointe", "pièces jointes")}
        </span>
      )}
    </p>
  );
}

function Whole({ item, voice }: { item: ShownHomework; voice: Voice }) {
  return (
    <>
      <RichTextView className="homework-text" content={item.content} />
      <Attachments files={item.attachments} hrefOf={item.fileHrefOf} />
      <p className="homework-foot">
        {item.teacher}, donné le {formatDay(item.givenOn)}
        {voice === "staff" && `, ${item.group}`}
        {item.can.edit && item.lessonHref && (
          <>
            {" · "}
            <Link href={item.lessonHref}>Modifier dans la séance</Link>
          </>
        )}
      </p>
    </>
  );
}

function ChildTick({ firstName, isDone }: { firstName: string; isDone: boolean }) {
  return isDone ? (
    <Badge icon="check" tone="success">{`${firstName} : fait`}</Badge>
  ) : (
    <Badge>{`${firstName} : à faire`}</Badge>
  );
}

function audienceLabel({ audience }: ShownHomework, voice: Voice): string {
  if (audience === "GROUP") return "Pour un groupe";
  if (voice === "pupil") return "Pour toi";
  return voice === "guardian" ? "Travail personnel" : "Pour certains élèves";
}
