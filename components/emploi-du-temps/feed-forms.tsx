"use client";

import { useActionState, useId, useState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { closeFeedAction, openFeedAction } from "@/lib/emploi-du-temps/actions";

/** Makes, shows once and closes the address of one timetable. */
export function FeedForms({
  personId,
  studentId,
  feedId,
  label,
  origin,
}: {
  personId: string;
  studentId: string | null;
  /** The address that is open; null when there is none. */
  feedId: string | null;
  label: string;
  origin: string;
}) {
  const [opened, open] = useActionState(openFeedAction, IDLE);
  const [closed, close] = useActionState(closeFeedAction, IDLE);
  return (
    <div className="feed-forms">
      {feedId && opened.status === "done" ? (
        <NewAddress address={`${origin}/api/emploi-du-temps/flux/${opened.value.token}.ics`} />
      ) : (
        <Outcome done="" state={opened.status === "failed" ? opened : IDLE} />
      )}
      <div className="feed-buttons">
        <form action={open}>
          <Hidden values={{ personne: personId, studentId: studentId ?? "" }} />
          <SubmitButton
            aria-label={`${feedId ? "Créer une nouvelle adresse" : "Créer l’adresse"}, ${label}`}
            icon={feedId ? "refresh-cw" : "plus"}
            variant={feedId ? "secondary" : "primary"}
          >
            {feedId ? "Créer une nouvelle adresse" : "Créer l’adresse"}
          </SubmitButton>
        </form>
        {feedId && (
          <form action={close}>
            <Hidden values={{ personne: personId, feedId }} />
            <SubmitButton aria-label={`Fermer l’adresse, ${label}`} icon="x" variant="quiet">
              Fermer l’adresse
            </SubmitButton>
          </form>
        )}
      </div>
      {!feedId && closed.status === "done" && <Outcome done="L’adresse est fermée." state={closed} />}
      {closed.status === "failed" && <Outcome done="" state={closed} />}
    </div>
  );
}

function NewAddress({ address }: { address: string }) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="feed-address">
      <label className="field-label" htmlFor={id}>
        Votre adresse secrète, affichée une seule fois
      </label>
      <div className="feed-copy">
        <input className="control" id={id} onFocus={(event) => event.target.select()} readOnly value={address} />
        <Button
          className="needs-script"
          icon={isCopied ? "check" : "copy"}
          onClick={() => {
            navigator.clipboard.writeText(address).then(
              () => setCopied(true),
              () => document.getElementById(id)?.focus(),
            );
          }}
        >
          {isCopied ? "Copiée" : "Copier"}
        </Button>
      </div>
      <p role="status">{isCopied && "L’adresse est dans le presse-papiers."}</p>
      <p className="text-soft">
        Collez-la dans votre agenda («{"\u00A0"}S’abonner à un agenda{"\u00A0"}», «{"\u00A0"}Agenda par URL{"\u00A0"}»),
        ou <a href={address.replace(/^https?:/, "webcal:")}>ouvrez-la dans l’agenda de cet appareil</a>. Qui la connaît
        lit ces cours{"\u202F"}: ne la partagez pas.
      </p>
    </div>
  );
}
