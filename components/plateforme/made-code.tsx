"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { MadeCode as Made } from "@/lib/plateforme/types";

/** A code that was just made, shown this once. */
export function MadeCode({ made, who }: { made: Made; who?: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="platform-code" role="status">
      <p className="text-soft">{who ? `Code d’activation de ${who}` : "Code d’activation"}, affiché une seule fois</p>
      <p className="platform-code-text">{made.code}</p>
      <p>
        Valable jusqu’au {made.until}, une seule fois, à la page «{"\u00A0"}J’ai reçu un code{"\u00A0"}». Remettez-le en
        main propre ou de vive voix.
      </p>
      <Button
        className="needs-script"
        icon={isCopied ? "check" : "copy"}
        onClick={() => {
          navigator.clipboard.writeText(made.code).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
        size="small"
      >
        {isCopied ? "Copié" : "Copier"}
      </Button>
    </div>
  );
}
