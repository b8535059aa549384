"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import type { SendingFailure } from "@/components/forms/use-sending";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { RichText } from "@/lib/rich-text/types";

type View = ComponentType<{ content: RichText }>;

/** Two texts for one lesson: both are shown, and the person decides. Nothing is lost until then. */
export function ConflictPanel({
  mine,
  theirs,
  onKeepMine,
  onTakeTheirs,
}: {
  mine: RichText;
  theirs: RichText;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const panel = useRef<HTMLDivElement>(null);
  const [Text, setText] = useState<View>();

  useEffect(() => {
    panel.current?.focus();
    // Mathematics come with it: loaded for whom it happens to.
    void import("@/components/rich-text/rich-text-view").then((module) => setText(() => module.RichTextView));
  }, []);

  return (
    <div className="conflict focus-target" ref={panel} tabIndex={-1}>
      <Notice live="assertive" title="Ce texte a été modifié ailleurs depuis que vous l’avez ouvert." tone="warning">
        <p>Par un collègue, ou par vous dans un autre onglet. Comparez les deux, puis choisissez.</p>
      </Notice>
      <div className="conflict-texts">
        <section aria-labelledby="conflit-enregistre">
          <h3 id="conflit-enregistre">Ce qui est enregistré</h3>
          {Text && <Text content={theirs} />}
          <Button onClick={onTakeTheirs} size="small">
            Reprendre ce texte
          </Button>
        </section>
        <section aria-labelledby="conflit-saisi">
          <h3 id="conflit-saisi">Ce que vous avez écrit</h3>
          {Text && <Text content={mine} />}
          <Button onClick={onKeepMine} size="small" variant="primary">
            Garder le mien
          </Button>
        </section>
      </div>
    </div>
  );
}

/** What is stored now, when that is why a form failed. */
export function readConflict({ code, current }: SendingFailure): { content: RichText; version: number } | null {
  if (code !== "CONFLICT" || typeof current !== "object" || current === null) return null;
  if (!("version" in current) || typeof current.version !== "number") return null;
  return "content" in current ? { content: current.content as RichText, version: current.version } : null;
}
