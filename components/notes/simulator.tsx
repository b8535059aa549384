"use client";

import { type SyntheticEvent, useId, useState } from "react";
import type { Voice } from "@/components/notes/words";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/inputs";
import { Card } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { averageOfService, generalAverage, type MarkedAssessment, type ServiceRules } from "@/lib/notes/averages";
import { inFrench, readMark, writeMark } from "@/lib/notes/marks";
import { formatAverage } from "@/lib/notes/rounding";

/** A subject as the simulator computes it. */
export interface SimulatedSubject {
  id: string;
  name: string;
  coefficient: string;
  rules: ServiceRules;
  marked: readonly MarkedAssessment[];
}

interface Wish extends MarkedAssessment {
  subjectId: string;
}

const DECIMAL = /^\d{1,3}(?:[.,]\d{1,2})?$/;

/** «Et si j’avais… ?»: grades that do not exist, with the averages that they would make. Nothing leaves the browser. */
export function Simulator({ subjects, voice }: { subjects: readonly SimulatedSubject[]; voice: Voice }) {
  const titleId = useId();
  const [wishes, setWishes] = useState<readonly Wish[]>([]);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});

  function add(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const [outOf, coefficient] = [read("simOutOf"), read("simCoefficient")];
    const wrong: Record<string, string> = {};
    if (!DECIMAL.test(outOf) || Number(outOf.replace(",", ".")) === 0) wrong["simOutOf"] = "Un nombre, par exemple 20.";
    if (!DECIMAL.test(coefficient)) wrong["simCoefficient"] = "Un nombre, par exemple 1.";
    const mark = readMark(read("simPoints"), wrong["simOutOf"] ? "1000" : outOf.replace(",", "."));
    if (!mark.ok || !mark.mark) wrong["simPoints"] = mark.ok ? "Une note, par exemple 14,5." : mark.message;
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || !mark.ok) return;
    const wish: Wish = {
      id: `simulation-${wishes.length}-${Date.now()}`,
      subjectId: read("simSubject"),
      mark: mark.mark,
      outOf: outOf.replace(",", "."),
      coefficient: coefficient.replace(",", "."),
      broughtToScale: true,
      kind: "NORMAL",
    };
    setWishes([...wishes, wish]);
  }

  return (
    <Card aria-labelledby={titleId} className="simulator needs-script" role="group">
      <h2 className="section-title" id={titleId}>
        {voice === "pupil" ? "Et si j’avais…\u202F?" : "Et si la prochaine note était…\u202F?"}
      </h2>
      <p className="section-note">
        {voice === "pupil"
          ? "Ajoute des notes imaginaires pour voir ta moyenne. Rien n’est enregistré, personne ne les voit."
          : "Ajoutez des notes imaginaires pour voir la moyenne. Rien n’est enregistré, personne ne les voit."}
      </p>
      <form className="simulator-form" noValidate onSubmit={add}>
        <Select label="Matière" name="simSubject" required>
          {subjects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <TextInput error={errors["simPoints"]} inputMode="decimal" label="Note" name="simPoints" required />
        <TextInput
          defaultValue="20"
          error={errors["simOutOf"]}
          inputMode="decimal"
          label="Sur"
          name="simOutOf"
          required
        />
        <TextInput
          defaultValue="1"
          error={errors["simCoefficient"]}
          inputMode="decimal"
          label="Coefficient"
          name="simCoefficient"
          required
        />
        <SubmitButton icon="plus" variant="secondary">
          Ajouter
        </SubmitButton>
      </form>
      <div aria-live="polite">
        {wishes.length > 0 && (
          <>
            <ul className="wishes">
              {wishes.map((wish) => (
                <li key={wish.id}>
                  <span>
                    {subjects.find(({ id }) => id === wish.subjectId)?.name}
                    {`\u202F: ${writeMark(wish.mark)}/${inFrench(wish.outOf)}`}
                  </span>
                  <Badge tone="module">Imaginaire</Badge>
                  <IconButton
                    icon="x"
                    label="Retirer cette note imaginaire"
                    onClick={() => setWishes(wishes.filter((each) => each !== wish))}
                    size="small"
                  />
                </li>
              ))}
            </ul>
            <dl className="simulated">
              {outcomesOf(subjects, wishes).map(({ name, before, after }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <span>{before}</span> → <b>{after}</b>
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </Card>
  );
}

/** The subjects that change, and the general average, before and after. */
function outcomesOf(subjects: readonly SimulatedSubject[], wishes: readonly Wish[]) {
  const averaged = subjects.map((subject) => {
    const added = wishes.filter(({ subjectId }) => subjectId === subject.id);
    const average = (marked: readonly MarkedAssessment[]) => averageOfService(subject.rules, marked).value;
    const { id, coefficient, rules } = subject;
    const general = (value: ReturnType<typeof average>) => ({ id, coefficient, scale: rules.scale, value });
    const [before, after] = [average(subject.marked), average([...subject.marked, ...added])];
    return { subject, isChanged: added.length > 0, before, after, general };
  });
  const shown = averaged
    .filter(({ isChanged }) => isChanged)
    .map(({ subject: { name, rules }, before, after }) => ({
      name,
      before: formatAverage(before, rules.scale, rules.rounding),
      after: formatAverage(after, rules.scale, rules.rounding),
    }));
  const generally = (which: "before" | "after") =>
    formatAverage(generalAverage(averaged.map((each) => each.general(each[which]))).value, "20");
  return [...shown, { name: "Moyenne générale", before: generally("before"), after: generally("after") }];
}
