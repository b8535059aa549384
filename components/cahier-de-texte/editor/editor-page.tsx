import "@/components/forms/forms.css";
import "@/components/cahier-de-texte/editor/editor.css";
import "@/components/rich-text/editor.css";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import { Attachments } from "@/components/files/attachments";
import { HomeworkPanel } from "@/components/cahier-de-texte/editor/homework-panel";
import { LessonForm } from "@/components/cahier-de-texte/editor/lesson-form";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import { Subject } from "@/components/subjects/subject";
import { sessionLine } from "@/components/cahier-de-texte/words";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { LessonEditor } from "@/lib/cahier-de-texte/types";

/** A lesson as its teacher is shown it. */
export interface ShownEditor {
  editor: LessonEditor;
  personId: string;
  /** «Enregistré à 8 h 12»; null when nothing is. */
  savedLabel: string | null;
  /** The teacher's own day, from which one came. */
  dayHref: string;
  hrefOf: HrefOf;
  fileHrefOf: (fileId: string) => string;
}

/** The page on which a teacher writes a lesson and gives homework. Readable, and only that, without JavaScript. */
export function EditorPage({ shown }: { shown: ShownEditor }) {
  const { editor, personId, savedLabel, dayHref, hrefOf, fileHrefOf } = shown;
  const { session, entry, homework, ...choices } = editor;
  return (
    <div data-module="cahier-de-texte">
      <PageHeader
        actions={<SessionStatus status={session.status} />}
        crumbs={[
          { label: "Ma journée", href: dayHref },
          { label: "Cahier de texte", href: hrefOf() },
        ]}
        lead={<span className="lead-line">{sessionLine(session)}</span>}
        title={
          <>
            <Subject code={session.subjectCode} name={session.subject} /> · {session.group}
          </>
        }
      />
      <noscript>
        <Notice tone="warning">Pour écrire dans le cahier de texte, activez JavaScript dans votre navigateur.</Notice>
      </noscript>
      <Section id="contenu-seance" title="Contenu de la séance">
        <LessonForm entry={entry} personId={personId} savedLabel={savedLabel} sessionId={session.id}>
          {entry && <RichTextView content={entry.content} />}
        </LessonForm>
      </Section>
      <Section id="travail-donne" title="Travail donné dans cette séance">
        <HomeworkPanel
          choices={choices}
          given={homework.map((given) => ({
            homework: given,
            view: (
              <>
                <RichTextView className="homework-text" content={given.content} />
                <Attachments files={given.attachments} hrefOf={fileHrefOf} />
              </>
            ),
          }))}
          personId={personId}
          sessionId={session.id}
        />
      </Section>
    </div>
  );
}
