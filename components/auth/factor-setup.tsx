"use client";

import "@/components/auth/auth.css";
import { useActionState } from "react";
import { QrSquare } from "@/components/auth/qr-square";
import { NewCodes } from "@/components/auth/recovery-codes";
import { usePasskey } from "@/components/auth/use-passkey";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { TextInput } from "@/components/ui/inputs";
import { PasswordInput } from "@/components/ui/password-input";
import { Card, Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { type ActionState, IDLE } from "@/lib/actions/form";
import {
  addPasskeyAction,
  beginAuthenticatorAction,
  beginPasskeyAction,
  confirmAuthenticatorAction,
  giveUpAuthenticatorAction,
} from "@/lib/auth/factor-actions";
import type { PendingAuthenticator } from "@/lib/auth/types";

/** What both ways need to know. */
interface SetupProps {
  pending: PendingAuthenticator | null;
  /** Asked for again from who is signed in. */
  asksPassword: boolean;
  /** «Chrome sur Windows»: the usual name of a passkey made here. */
  deviceName: string;
  /** Where to go on, once it is in place. */
  doneHref: string;
  doneLabel: string;
  /** Pupils are said «tu». */
  isPupil: boolean;
}

/**
 * Sets up a second factor, one of two ways. What was confirmed shows the recovery codes in its place: the state of the form holds them, and
 * nothing else does.
 */
export function FactorSetup({ pending, doneHref, doneLabel, ...own }: SetupProps) {
  const [confirmed, confirm] = useActionState(confirmAuthenticatorAction, IDLE);
  const passkey = usePasskey({
    ask: (form) => beginPasskeyAction(IDLE, form),
    answer: async (optionsJSON) => (await import("@simplewebauthn/browser")).startRegistration({ optionsJSON }),
    send: (form) => addPasskeyAction(IDLE, form),
  });
  const done = confirmed.status === "done" ? confirmed : passkey.state.status === "done" ? passkey.state : null;
  if (done) {
    const { codes } = done.value;
    return <NewCodes codes={codes} doneHref={doneHref} doneLabel={doneLabel} isPupil={own.isPupil} />;
  }
  if (pending) return <ConfirmForm action={confirm} isPupil={own.isPupil} pending={pending} state={confirmed} />;
  return (
    <div className="factor-ways">
      <Section
        id="application"
        note="Elle affiche un code à six chiffres, qui change toutes les trente secondes, même sans réseau."
        title={`Une application sur ${own.isPupil ? "ton" : "votre"} téléphone`}
      >
        <Card lifted>
          <BeginForm {...own} />
        </Card>
      </Section>
      <Section
        className="needs-script"
        id="cle"
        note="L’empreinte, le visage ou le code de cet appareil, ou une clé USB. Aucun code à recopier."
        title="Une clé d’accès"
      >
        <Card>
          <PasskeyForm {...own} {...passkey} />
        </Card>
      </Section>
    </div>
  );
}

type Own = Pick<SetupProps, "asksPassword" | "deviceName" | "isPupil">;

function BeginForm({ asksPassword, isPupil }: Own) {
  const [state, action] = useActionState(beginAuthenticatorAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="factor-setup">
      <FormErrors fields={fields} ids={{ currentPassword: "application-passe" }} message={message} />
      <p>
        {isPupil ? "Installe" : "Installez"} par exemple Aegis, FreeOTP, Google Authenticator ou le gestionnaire de mots
        de passe {isPupil ? "de ton" : "de votre"} téléphone.
      </p>
      <TextInput
        defaultValue={typed("name") ?? "Mon téléphone"}
        error={fields.name}
        label="Nom de ce moyen"
        maxLength={60}
        name="name"
        required
      />
      {asksPassword && <PasswordAgain errors={fields.currentPassword} id="application-passe" />}
      <div>
        <SubmitButton icon="arrow-right" pendingLabel="Un instant…">
          Afficher le code à scanner
        </SubmitButton>
      </div>
    </form>
  );
}

function ConfirmForm({
  action,
  isPupil,
  pending,
  state,
}: {
  isPupil: boolean;
  action: (form: FormData) => void;
  pending: PendingAuthenticator;
  state: ActionState<{ codes: string[] }>;
}) {
  const [, giveUp] = useActionState(giveUpAuthenticatorAction, IDLE);
  const { message, fields } = failureOf(state);
  return (
    <Card className="factor-setup" lifted>
      <div className="factor-square">
        <h2 className="text-xl">
          1. {isPupil ? "Scanne ce carré avec ton application" : "Scannez ce carré avec votre application"}
        </h2>
        <QrSquare label="Code à scanner avec l’application de vérification" square={pending.square} />
        <p>
          Impossible de scanner{"\u202F"}? {isPupil ? "Tape" : "Saisissez"} cette clé dans l’application{"\u202F"}:{" "}
          <span className="factor-secret">{pending.spelled}</span>
        </p>
      </div>
      <form action={action} className="factor-setup">
        <h2 className="text-xl">2. {isPupil ? "Recopie" : "Recopiez"} le code qu’elle affiche</h2>
        <FormErrors fields={fields} message={message} />
        <input name="factorId" type="hidden" value={pending.id} />
        <TextInput
          autoComplete="one-time-code"
          className="factor-code"
          error={fields.code}
          inputMode="numeric"
          label="Code à six chiffres"
          maxLength={20}
          name="code"
          required
        />
        <div>
          <SubmitButton pendingLabel="Vérification…">Activer «{`\u00A0${pending.name}\u00A0`}»</SubmitButton>
        </div>
      </form>
      <form action={giveUp}>
        <SubmitButton icon="arrow-left" pendingLabel="Un instant…" size="small" variant="quiet">
          Choisir un autre moyen
        </SubmitButton>
      </form>
    </Card>
  );
}

function PasskeyForm({
  asksPassword,
  deviceName,
  isBusy,
  state,
  start,
}: Own & Pick<ReturnType<typeof usePasskey>, "isBusy" | "state" | "start">) {
  const { message, fields } = failureOf(state);
  return (
    <form
      className="factor-setup"
      onSubmit={(event) => {
        event.preventDefault();
        void start(new FormData(event.currentTarget));
      }}
    >
      <FormErrors fields={fields} ids={{ currentPassword: "cle-passe", name: "cle-nom" }} message={message} />
      <TextInput
        defaultValue={deviceName}
        error={fields.name}
        id="cle-nom"
        label="Nom de cette clé"
        maxLength={60}
        name="name"
        required
      />
      {asksPassword && <PasswordAgain errors={fields.currentPassword} id="cle-passe" />}
      <div>
        <SubmitButton aria-disabled={isBusy || undefined} icon="key-round" variant="secondary">
          Créer une clé d’accès
        </SubmitButton>
      </div>
    </form>
  );
}

function PasswordAgain({ errors, id }: { errors: string[] | undefined; id: string }) {
  return (
    <PasswordInput
      autoComplete="current-password"
      error={errors}
      id={id}
      label="Mot de passe actuel"
      name="currentPassword"
    />
  );
}
