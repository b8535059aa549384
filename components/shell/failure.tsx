import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RainyDay } from "@/components/ui/illustrations/rainy-day";

/** What people read when a page could not be made. `reference` finds the error in the server's log. */
export function Failure({ reference, retry }: { reference: string | undefined; retry: () => void }) {
  return (
    <EmptyState
      action={
        <Button icon="refresh-cw" onClick={retry} variant="primary">
          Réessayer
        </Button>
      }
      illustration={<RainyDay />}
      level={1}
      title="Un problème est survenu de notre côté"
    >
      Vos données sont à l’abri. Réessayez dans un instant ; si cela continue, prévenez votre établissement
      {reference ? ` en donnant cette référence : ${reference}.` : "."}
    </EmptyState>
  );
}

/** The reference that Next gives to an error of the server, if it has one. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}
