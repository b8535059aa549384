"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Recovery codes, the only time that they are shown: to print, or to copy by hand. */
export function NewCodes({
  codes,
  doneHref,
  doneLabel,
  isPupil,
}: {
  codes: readonly string[];
  doneHref: string;
  doneLabel: string;
  /** Pupils are said «tu». */
  isPupil: boolean;
}) {
  return (
    <div className="grid gap-5" role="status">
      <Notice title="C’est en place." tone="success">
        {codes.length > 0
          ? isPupil
            ? "Garde maintenant tes codes de secours."
            : "Gardez maintenant vos codes de secours."
          : "Ce moyen de vérification sera proposé à la prochaine connexion."}
      </Notice>
      {codes.length > 0 && <CodeList codes={codes} isPupil={isPupil} level={2} />}
      <div className="flex flex-wrap gap-3">
        <LinkButton href={doneHref} variant="primary">
          {codes.length > 0 ? "J’ai gardé mes codes" : doneLabel}
        </LinkButton>
      </div>
    </div>
  );
}

/** The codes themselves. */
export function CodeList({ codes, level, isPupil }: { codes: readonly string[]; level: 2 | 3; isPupil: boolean }) {
  const Heading = `h${level}` as const;
  return (
    <div className="recovery-codes">
      <Heading className="text-lg">{isPupil ? "Tes codes de secours" : "Vos codes de secours"}</Heading>
      <p>
        Un code remplace {isPupil ? "ton téléphone ou ta clé" : "votre téléphone ou votre clé"} s’ils sont perdus.
        Chacun ne sert qu’une fois. Ils ne seront plus affichés{"\u202F"}:{" "}
        {isPupil
          ? "imprime-les ou recopie-les, loin de ton mot de passe."
          : "imprimez-les ou recopiez-les, loin de votre mot de passe."}
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
