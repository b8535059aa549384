import "@/components/absences/absences.css";
import { AbsenceState } from "@/components/absences/absence-state";
import type { HrefOf } from "@/components/absences/address";
import { Lates } from "@/components/absences/lates";
import { halfDayWords, spanWords } from "@/components/absences/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { AbsenceItem, PupilAbsences } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, ofName } from "@/lib/time/format";

/** A child, or the pupil itself, in its school. */
export interface FamilyPart {
  file: PupilAbsences;
  schoolName: string;
  today: IsoDay;
  hrefOf: HrefOf;
}

/** What a family sees: what waits for its word first, then what was. */
export function FamilyPage({ parts, voice }: { parts: readonly FamilyPart[]; voice: "pupil" | "guardian" }) {
  return (
    <div data-module="absences">
      <PageHeader title={voice === "pupil" ? "Mes absences" : "Absences"} />
      {parts.length === 0 && (
        <EmptyState illustration={<AllDone />} title="Aucun enfant rattaché à votre compte">
          Si cela vous surprend, adressez-vous au secrétariat de l’établissement.
        </EmptyState>
      )}
      {parts.map((part) => (
        <Child key={part.file.student.id} part={part} voice={voice} />
      ))}
    </div>
  );
}

function Child({
  part: { file, schoolName, today, hrefOf },
  voice,
}: {
  part: FamilyPart;
  voice: "pupil" | "guardian";
}) {
  const { student, absences, lates, halfDays } = file;
  const waiting = absences.filter(({ can }) => can.justify);
  const others = absences.filter(({ can }) => !can.justify);
  const isPupil = voice === "pupil";
  // Read alone, in a list of regions, each says whose it is.
  const ofWhom = isPupil ? null : <VisuallyHidden> {ofName(student.firstName)}</VisuallyHidden>;
  const rows = (items: readonly AbsenceItem[]) => (
    <List>
      {items.map((absence) => (
        <AbsenceRow absence={absence} hrefOf={hrefOf} key={absence.id} today={today} />
      ))}
    </List>
  );
  return (
    <Section
      id={`enfant-${student.id}`}
      note={isPupil ? "Cette année" : schoolName}
      title={isPupil ? "En résumé" : student.firstName}
    >
      <p className="family-sum">
        {absences.length === 0 && lates.length === 0
          ? `Aucune absence ni aucun retard cette année.`
          : `${halfDayWords(halfDays)} d’absence et ${formatCount(lates.length, "retard")} cette année.`}
      </p>
      {waiting.length > 0 && (
        <Section id={`a-justifier-${student.id}`} level={3} title={<>À justifier{ofWhom}</>}>
          {rows(waiting)}
        </Section>
      )}
      {others.length > 0 && (
        <Section id={`absences-${student.id}`} level={3} title={<>Absences{ofWhom}</>}>
          {rows(others)}
        </Section>
      )}
      <Lates id={`retards-${student.id}`} lates={lates} level={3} of={ofWhom} today={today} />
    </Section>
  );
}

function AbsenceRow({ absence, today, hrefOf }: { absence: AbsenceItem; today: IsoDay; hrefOf: HrefOf }) {
  const { justification } = absence;
  const when = spanWords(absence, today);
  return (
    <Row
      aside={
        absence.can.justify && (
          <LinkButton href={hrefOf(`/justifier/${absence.id}`)} size="small" variant="primary">
            Justifier<VisuallyHidden> l’absence {when}</VisuallyHidden>
          </LinkButton>
        )
      }
      title={<span className="absence-title">{when}</span>}
    >
      <span className="board-line">
        <AbsenceState state={absence.state} />
        {[absence.motive?.label, halfDayWords(absence.halfDays)].filter(Boolean).join(" · ")}
      </span>
      {justification?.answer && (
        <span className="absence-answer">
          Réponse de l’établissement{"\u202F"}: {justification.answer}
        </span>
      )}
    </Row>
  );
}
