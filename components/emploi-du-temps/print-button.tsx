"use client";

import { Button } from "@/components/ui/button";

/** Prints the page as it stands; without JavaScript the browser's own menu does. */
export function PrintButton() {
  return (
    <Button className="needs-script print-button" icon="printer" onClick={() => window.print()} size="small">
      Imprimer
    </Button>
  );
}
