"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Recovery codes, the only time that they are shown: to print, or to copy by hand. */
export function NewCodes({
  codes,
  doneHref,
  doneLabel,
}: {
  codes: readonly string[];
  doneHref: string;
  doneLabel: string;
}) {
  return (
    <div className="grid gap-5" role="status">
      <Notice title="C’est en place." tone="success">
        {codes.length > 0
          ? "Gardez maintenant vos codes de secours."
          : "Ce moyen de vérification sera proposé à la prochaine connexion."}
      </Notice>
      {codes.length > 0 && <CodeList codes={codes} level={2} />}
      <div className="flex flex-wrap gap-3">
        <LinkButton href={doneHref} variant="primary">
          {codes.length > 0 ? "J’ai gardé mes codes" : doneLabel}
        </LinkButton>
      </div>
    </div>
  );
}

/** The codes themselves. */
export function CodeList({ codes, level }: { codes: readonly string[]; level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <div className="recovery-codes">
      <Heading className="text-lg">Vos codes de secours</Heading>
      <p>
        Un code remplace votre téléphone ou votre clé s’ils sont perdus. Chacun ne sert qu’une fois. Ils ne seront plus
        affichés{"\u202F"}: imprimez-les ou recopiez-les, loin de votre mot de passe.
      </p>
      <ol className="recovery-list">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="needs-script">
        <Button icon="printer" onClick={() => window.print()}>
          Imprimer
        </Button>
      </div>
    </div>
  );
}
