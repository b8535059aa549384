import type { ReactNode } from "react";
import { CopyForm } from "@/components/departs/forms";
import { Hidden } from "@/components/forms/form-parts";
import { LiveRefresh } from "@/components/shell/live";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import { Card } from "@/components/ui/section";
import type { CopyOffer } from "@/lib/departs/types";
import { readerWords } from "@/lib/departs/wording";
import { formatBytes, formatDay, formatPercent } from "@/lib/time/format";

/** A copy of somebody's data: asked for, under way, there to be fetched for a week. */
export function CopyCard({
  offer: { personId, reader, copy, isOffered },
  title,
  actingId,
  operationId,
  today,
}: {
  offer: CopyOffer;
  title?: ReactNode;
  actingId: string;
  operationId: string;
  today: string;
}) {
  const isWaiting = copy?.state === "WAITING";
  return (
    <Card className="copy-card">
      {title && <h3 className="copy-title">{title}</h3>}
      <p className="text-soft">{readerWords[reader]}</p>
      {isWaiting && (
        <>
          <LiveRefresh isUnderWay topic="accueil" />
          <Progress
            label="Copie en préparation"
            max={100}
            text={copy.progress > 0 ? formatPercent(copy.progress / 100, 0) : undefined}
            value={copy.progress > 0 ? copy.progress : undefined}
          />
          <p className="text-soft">Le travail continue même si cette page est fermée.</p>
        </>
      )}
      {copy?.state === "FAILED" && (
        <Notice tone="danger">La copie n’a pas pu être faite. Elle peut être demandée de nouveau.</Notice>
      )}
      {copy?.state === "READY" && (
        // A plain form: an action returns no file, and each time it is taken is written down.
        <form action="/api/departs/copies" className="copy-ready" method="post">
          <Hidden values={{ personne: actingId, copyId: copy.id }} />
          <Button icon="download" type="submit" variant="primary">
            Télécharger la copie
          </Button>
          <p className="text-soft">
            {formatBytes(copy.size ?? 0)}, jusqu’au {formatDay(copy.until, { today })}.
          </p>
        </form>
      )}
      {isOffered && (
        <CopyForm actingId={actingId} isAgain={copy !== null} operationId={operationId} personId={personId} />
      )}
    </Card>
  );
}
