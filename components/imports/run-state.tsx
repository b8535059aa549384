import type { HrefOf } from "@/components/comptes/address";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { isUnderWay } from "@/lib/imports/rules";
import type { ImportPage } from "@/lib/imports/types";
import { obstacleWords, stateWords, totalWords } from "@/lib/imports/wording";
import { formatCount, formatPercent } from "@/lib/time/format";

/** Where an import is, in a sentence, and what there is to know before going on. */
export function RunState({
  run,
  open,
  timeZone,
  hrefOf,
}: {
  run: ImportPage;
  /** How many records nobody has said anything of. */
  open: number;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  if (isUnderWay(run.state)) {
    return (
      <div className="run-progress">
        <Progress
          label={stateWords[run.state]}
          max={100}
          text={run.progress > 0 ? formatPercent(run.progress / 100, 0) : undefined}
          value={run.progress > 0 ? run.progress : undefined}
        />
        <p className="text-soft">
          Vous pouvez quitter cette page, le travail continue.{" "}
          <Link href={hrefOf(`/imports/${run.id}`)}>Actualiser</Link>
        </p>
      </div>
    );
  }
  return (
    <div className="run-notices">
      {run.hasMoved && (
        <Notice title="Les données ont changé depuis votre lecture" tone="warning">
          Rien n’a été enregistré. Relisez ce que cet import changerait maintenant, puis appliquez-le de nouveau.
        </Notice>
      )}
      <Statement open={open} run={run} timeZone={timeZone} />
      {run.obstacles.length > 0 && (
        <Notice title="Cet import n’a pas pu être annulé" tone="danger">
          <p>Rien n’a été défait. Voici ce qui a changé depuis, ou s’y rattache{"\u202F"}:</p>
          <ul className="import-list">
            {run.obstacles.map((obstacle) => (
              <li key={`${obstacle.label} ${obstacle.reason} ${obstacle.table}`}>
                {obstacle.label ? `${obstacle.label}\u202F: ` : ""}
                {obstacleWords(obstacle)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {run.notices.length > 0 && (
        <Notice title="À savoir">
          <ul className="import-list">
            {run.notices.map((notice) => (
              <li key={notice}>{notice}.</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function Statement({ run, open, timeZone }: { run: ImportPage; open: number; timeZone: string }) {
  switch (run.state) {
    case "MATCHING":
      return (
        <Notice title="Ce tableau ne vient d’aucun logiciel connu" tone="warning">
          Dites ci-dessous ce que sont ses colonnes{"\u202F"}: vous verrez ensuite ce qu’il changerait.
        </Notice>
      );
    case "READY":
      return run.can.apply ? (
        <Notice title="Voici ce que ces fichiers changeraient">
          Rien n’est encore enregistré. Relisez, puis appliquez{"\u202F"}: tout entre en une fois, ou rien.
          {open > 0 && (
            <>
              {" "}
              <Link href="#decider">{formatCount(open, "fiche reste", "fiches restent")} à décider</Link>
              {"\u202F"}: sans réponse, {open > 1 ? "elles n’entreront" : "elle n’entrera"} pas.
            </>
          )}
        </Notice>
      ) : (
        <Notice title="Ces fichiers ne changeraient rien" tone="success">
          Ce qu’ils contiennent est déjà là{run.totals.REFUSED > 0 ? ", en dehors de ce qui est refusé" : ""}
          {open > 0 ? " ou reste à décider" : ""}.
        </Notice>
      );
    case "APPLIED":
      return (
        <Notice title={totalWords(run.totals)} tone="success">
          {run.appliedAt && (
            <>
              Appliqué <Time instant={run.appliedAt} zone={timeZone} />.{" "}
            </>
          )}
          {run.can.undo && run.undoUntil && (
            <>
              Vous pouvez annuler le tout jusqu’au <Time instant={run.undoUntil} zone={timeZone} />.
            </>
          )}
          {open > 0 &&
            ` ${formatCount(open, "fiche restait", "fiches restaient")} à décider et ${open > 1 ? "ne sont pas entrées" : "n’est pas entrée"}\u202F: déposez de nouveau le fichier pour y répondre.`}
          {run.problem && ` L’annulation n’a pas abouti\u202F: ${run.problem}.`}
        </Notice>
      );
    case "UNDONE":
      return <Notice title="Cet import a été annulé">Tout est comme avant lui.</Notice>;
    case "DISCARDED":
      return <Notice title="Cet import a été abandonné">Rien n’a été enregistré.</Notice>;
    default:
      return (
        <Notice title="Rien n’est entré" tone="danger">
          {run.problem}.
          {run.can.allowDepartures &&
            " Si ces départs sont voulus, par exemple à la rentrée, dites-le\u202F: vous relirez tout avant d’appliquer."}
        </Notice>
      );
  }
}
