import "@/components/emploi-du-temps/emploi-du-temps.css";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import { Changes } from "@/components/emploi-du-temps/changes";
import { PrintButton } from "@/components/emploi-du-temps/print-button";
import type { SlotLook } from "@/components/emploi-du-temps/slot";
import { type Now, Week } from "@/components/emploi-du-temps/week";
import { KeptQuery } from "@/components/forms/kept-query";
import { LiveRefresh } from "@/components/shell/live";
import { ChildChoices } from "@/components/shell/child-choices";
import { Button, LinkButton } from "@/components/ui/button";
import { Select } from "@/components/ui/inputs";
import { PageHeader } from "@/components/ui/page-header";
import type { SubjectChoice, TimetableWeek } from "@/lib/emploi-du-temps/types";
import type { IsoDay } from "@/lib/time/day";

/** A child whose timetable a guardian may open. */
export interface ChildChoice {
  id: string;
  label: string;
  href: string;
  current: boolean;
}

/** What stands around a timetable, whoever reads it. */
export interface TimetableFrame {
  title: string;
  /** Of the module, without a timetable in particular. */
  moduleHref: HrefOf;
  children: readonly ChildChoice[];
  can: { choose: boolean; subscribe: boolean; manage: boolean };
}

/** The week of one timetable. */
export function TimetablePage({
  frame,
  hrefOf,
  week,
  day,
  now,
  look,
  pupils,
}: {
  frame: TimetableFrame;
  hrefOf: HrefOf;
  week: TimetableWeek;
  day: IsoDay;
  now: Now;
  look: SlotLook;
  /** Pupils of the class shown, for those who may open theirs. */
  pupils: readonly SubjectChoice[];
}) {
  return (
    <div className="timetable-sheet" data-module="emploi-du-temps">
      <TimetableHeader frame={frame} isPrintable />
      {frame.can.choose && <LiveRefresh topic="emploi-du-temps" />}
      <Changes hrefOf={hrefOf} today={now.day} week={week} />
      <Week day={day} hrefOf={hrefOf} look={look} now={now} week={week} />
      {pupils.length > 0 && <PupilChoice day={day} href={frame.moduleHref()} pupils={pupils} />}
    </div>
  );
}

/** Title, what may be done, and a guardian's children. */
export function TimetableHeader({ frame, isPrintable = false }: { frame: TimetableFrame; isPrintable?: boolean }) {
  const { title, moduleHref, children, can } = frame;
  return (
    <>
      <PageHeader
        actions={
          <div className="timetable-actions">
            {can.choose && (
              <LinkButton href={moduleHref("/choix")} icon="search" size="small">
                Autres emplois du temps
              </LinkButton>
            )}
            {can.manage && (
              <LinkButton href={moduleHref("/absences")} icon="user-round-x" size="small">
                Professeurs absents
              </LinkButton>
            )}
            {can.subscribe && (
              <LinkButton href={moduleHref("/agenda")} icon="calendar" size="small">
                Abonner mon agenda
              </LinkButton>
            )}
            {isPrintable && <PrintButton />}
          </div>
        }
        title={title}
      />
      <ChildChoices choices={children} className="timetable-children" />
    </>
  );
}

/** From a class to one of its pupils: a plain form, whose address is the answer. */
function PupilChoice({ pupils, day, href }: { pupils: readonly SubjectChoice[]; day: IsoDay; href: string }) {
  return (
    <form action={href} className="timetable-pupils" method="get">
      <KeptQuery href={href} />
      <input name="jour" type="hidden" value={day} />
      <Select label="Emploi du temps d’un élève de la classe" name="eleve" required>
        {pupils.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
      <Button type="submit">Afficher</Button>
    </form>
  );
}
