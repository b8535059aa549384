import "@/components/absences/absences.css";
import type { HrefOf } from "@/components/absences/address";
import { Figures } from "@/components/absences/figures";
import { KeptNotice } from "@/components/absences/kept-notice";
import { LessonRows } from "@/components/absences/lesson-rows";
import { spanWords } from "@/components/absences/words";
import { LiveRefresh } from "@/components/shell/live";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { AbsenceSpan } from "@/lib/absences/rules";
import type { BoardFigures, LessonToCall, PupilName } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

/** Props of {@link RollCallCard}. */
export interface RollCallCardProps {
  personId: string;
  lessons: readonly LessonToCall[];
  hrefOf: HrefOf;
}

/** A teacher's home: the roll calls that wait, one tap from the sheet, and those that this device still keeps. Nothing when none does. */
export function RollCallCard({ personId, lessons, hrefOf }: RollCallCardProps) {
  const waiting = lessons.filter(({ isCallable, rollCall }) => isCallable && rollCall === null);
  return (
    <>
      <KeptNotice personId={personId} />
      {waiting.length > 0 && <RollCallsToDo hrefOf={hrefOf} waiting={waiting} />}
    </>
  );
}

function RollCallsToDo({ waiting, hrefOf }: { waiting: readonly LessonToCall[]; hrefOf: HrefOf }) {
  return (
    <Section
      action={<Link href={hrefOf()}>Tous mes appels</Link>}
      className="home-card"
      data-module="absences"
      id="appels"
      title={waiting.length > 1 ? "Appels à faire" : "Appel à faire"}
    >
      <LessonRows hrefOf={hrefOf} lessons={waiting} level={3} />
    </Section>
  );
}

/** A pupil whose absences wait for a word of the family. */
export interface AwaitedChild {
  student: PupilName;
  count: number;
  latest: AbsenceSpan;
  today: IsoDay;
  href: string;
}

/** A guardian's home: the children whose absences are to be justified. Nothing when none is. */
export function JustifyCard({ awaited }: { awaited: readonly AwaitedChild[] }) {
  if (awaited.length === 0) return null;
  return (
    <Section className="home-card" data-module="absences" id="a-justifier" title="À justifier">
      <List>
        {awaited.map(({ student, count, latest, today, href }) => (
          <Row
            aside={
              <LinkButton href={href} size="small" variant="primary">
                Justifier<VisuallyHidden> pour {student.firstName}</VisuallyHidden>
              </LinkButton>
            }
            key={student.id}
            title={`${student.firstName}\u202F: ${formatCount(count, "absence")}`}
          >
            {count > 1 ? `La dernière\u202F: ${spanWords(latest, today)}` : spanWords(latest, today)}
          </Row>
        ))}
      </List>
    </Section>
  );
}

/** Props of {@link FiguresCard}. */
export interface FiguresCardProps {
  figures: BoardFigures;
  readsAlerts: boolean;
  hrefOf: HrefOf;
}

/** The home of the vie scolaire and of the head: the live figures. */
export function FiguresCard({ figures, readsAlerts, hrefOf }: FiguresCardProps) {
  return (
    <Section
      action={<Link href={hrefOf()}>Suivre les absences</Link>}
      className="home-card"
      data-module="absences"
      id="absences"
      title="Absences"
    >
      <LiveRefresh topic="absences" />
      <Figures
        figures={{ ...figures, alerts: readsAlerts ? figures.alerts : null }}
        hrefOf={(anchor) => `${hrefOf()}#${anchor}`}
      />
    </Section>
  );
}
