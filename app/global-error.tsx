"use client";

import { Failure, referenceOf } from "@/components/shell/failure";
import "./globals.css";

/** The last resort, when the root layout itself failed: it brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="fr">
      <body>
        <title>Un problème est survenu · Préau</title>
        <main className="public-main" id="contenu">
          <Failure reference={referenceOf(error)} retry={retry} />
        </main>
      </body>
    </html>
  );
}
