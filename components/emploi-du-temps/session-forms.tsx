"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { DateInput, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { IDLE } from "@/lib/actions/form";
import {
  cancelSessionAction,
  changeRoomAction,
  moveSessionAction,
  replaceTeacherAction,
  restoreSessionAction,
} from "@/lib/emploi-du-temps/actions";
import type { SessionChange } from "@/lib/emploi-du-temps/types";
import { cancelReasons, roomName } from "@/lib/emploi-du-temps/wording";
import { timeInputValue } from "@/lib/time/format";

/** What every form about one lesson carries. */
export interface Carried {
  personne: string;
  operationId: string;
  sessionId: string;
  version: number;
}

const DONE = {
  changeRoom: "La salle est changée.",
  moveSession: "La séance est déplacée.",
  replaceTeacher: "Le remplacement est enregistré.",
} as const;

/** Cancels a lesson; once cancelled, restores it. */
export function CancelForm({ carried, isCancelled }: { carried: Carried; isCancelled: boolean }) {
  const [cancelled, cancel] = useActionState(cancelSessionAction, IDLE);
  const [restored, restore] = useActionState(restoreSessionAction, IDLE);
  if (isCancelled) {
    return (
      <form action={restore} className="change-form">
        <Outcome state={restored.status === "idle" ? cancelled : restored} done="La séance est annulée." />
        <Hidden values={{ ...carried }} />
        <SubmitButton icon="undo-2" variant="secondary">
          Rétablir la séance
        </SubmitButton>
      </form>
    );
  }
  return (
    <form action={cancel} className="change-form">
      <Outcome state={cancelled.status === "failed" ? cancelled : restored} done="La séance est rétablie." />
      <Hidden values={{ ...carried }} />
      <Select
        defaultValue={failureOf(cancelled).typed("reason") ?? "TEACHER_ABSENT"}
        error={failureOf(cancelled).fields["reason"]}
        key={failureOf(cancelled).typed("reason")}
        label="Raison, montrée aux familles"
        name="reason"
        required
      >
        {Object.entries(cancelReasons).map(([value, label]) => (
          <option key={value} value={value}>
            {label.charAt(0).toUpperCase() + label.slice(1)}
          </option>
        ))}
      </Select>
      <SubmitButton icon="circle-x" variant="danger">
        Annuler la séance
      </SubmitButton>
    </form>
  );
}

/** Gives a lesson another room; those that are free come first. */
export function RoomForm({ carried, rooms, roomId }: { carried: Carried } & Pick<SessionChange, "rooms" | "roomId">) {
  const { form, isSending, state, failure } = useForm(changeRoomAction, () => toast(DONE.changeRoom));
  const { fields, typed } = failure;
  return (
    <form {...form} className="change-form" key={carried.version}>
      <Outcome done={DONE.changeRoom} state={state} />
      <Hidden values={{ ...carried }} />
      <Select
        defaultValue={typed("roomId") ?? roomId ?? ""}
        error={fields["roomId"]}
        label="Salle"
        name="roomId"
        required
      >
        <option value="">Sans salle</option>
        <optgroup label="Libres à cette heure">{rooms.filter(({ isFree }) => isFree).map(roomOption)}</optgroup>
        <optgroup label="Occupées à cette heure">{rooms.filter(({ isFree }) => !isFree).map(roomOption)}</optgroup>
      </Select>
      <SubmitButton aria-disabled={isSending || undefined} icon="map-pin" variant="secondary">
        Changer la salle
      </SubmitButton>
    </form>
  );
}

function roomOption({ id, code }: SessionChange["rooms"][number]) {
  return (
    <option key={id} value={id}>
      {roomName(code)}
    </option>
  );
}

/** Moves a lesson to another time. */
export function MoveForm({ carried, session }: { carried: Carried } & Pick<SessionChange, "session">) {
  const { form, isSending, state, failure } = useForm(moveSessionAction, () => toast(DONE.moveSession));
  const { fields, typed } = failure;
  return (
    <form {...form} className="change-form" key={carried.version}>
      <Outcome done={DONE.moveSession} state={state} />
      <Hidden values={{ ...carried }} />
      <div className="field-row">
        <DateInput defaultValue={typed("day") ?? session.day} error={fields["day"]} label="Jour" name="day" required />
        <TextInput
          defaultValue={typed("startMinute") ?? timeInputValue(session.startMinute)}
          error={fields["startMinute"]}
          label="Début"
          name="startMinute"
          required
          type="time"
        />
      </div>
      <SubmitButton aria-disabled={isSending || undefined} icon="clock" variant="secondary">
        Déplacer la séance
      </SubmitButton>
    </form>
  );
}

/** Names who gives a lesson instead of a teacher. */
export function ReplaceForm({
  carried,
  teachers,
  colleagues,
}: { carried: Carried } & Pick<SessionChange, "teachers" | "colleagues">) {
  const { form, isSending, state, failure } = useForm(replaceTeacherAction, () => toast(DONE.replaceTeacher));
  const { fields, typed } = failure;
  const others = colleagues.filter(({ id }) => !teachers.some((teacher) => teacher.id === id));
  const [only] = teachers.length === 1 ? teachers : [];
  return (
    <form {...form} className="change-form" key={carried.version}>
      <Outcome done={DONE.replaceTeacher} state={state} />
      <Hidden values={{ ...carried }} />
      {only ? (
        <Hidden values={{ teacherId: only.id }} />
      ) : (
        <Select error={fields["teacherId"]} label="À remplacer" name="teacherId" required>
          {teachers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Select
        defaultValue={typed("substituteId") ?? ""}
        error={fields["substituteId"]}
        label={only ? `Qui donne la séance au lieu de ${only.name}` : "Qui donne la séance"}
        name="substituteId"
        required
      >
        <option disabled value="">
          Choisir…
        </option>
        <optgroup label="Libres à cette heure">{others.filter(({ isFree }) => isFree).map(personOption)}</optgroup>
        <optgroup label="En cours à cette heure">{others.filter(({ isFree }) => !isFree).map(personOption)}</optgroup>
      </Select>
      <SubmitButton aria-disabled={isSending || undefined} icon="users" variant="secondary">
        Enregistrer le remplacement
      </SubmitButton>
    </form>
  );
}

function personOption({ id, name }: SessionChange["colleagues"][number]) {
  return (
    <option key={id} value={id}>
      {name}
    </option>
  );
}
