"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import type { RichTextEditorProps } from "@/components/rich-text/rich-text-editor";
import { FieldError } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/**
 * A text to write, with its label. The editor weighs more than the rest of the portal together, so that it comes by itself
 * after the page; until then, and without JavaScript, `fallback` shows what is written.
 */
export function RichTextField({
  label,
  labelHidden = false,
  error,
  fallback,
  ...editor
}: Omit<RichTextEditorProps, "labelledBy" | "describedBy"> & {
  label: ReactNode;
  labelHidden?: boolean;
  error?: string | readonly string[] | undefined;
  fallback?: ReactNode;
}) {
  const [Editor, setEditor] = useState<ComponentType<RichTextEditorProps>>();
  const [isMissing, setMissing] = useState(false);
  const { id } = editor;
  const isWrong = error !== undefined && error.length > 0;

  useEffect(() => {
    let isGone = false;
    import("@/components/rich-text/rich-text-editor").then(
      (module) => isGone || setEditor(() => module.RichTextEditor),
      () => isGone || setMissing(true),
    );
    return () => {
      isGone = true;
    };
  }, []);

  return (
    <div className="field">
      <p className={labelHidden ? "visually-hidden" : "field-label"} id={`${id}-libelle`}>
        {label}
      </p>
      {Editor ? (
        <Editor {...editor} describedBy={isWrong ? `${id}-erreur` : undefined} labelledBy={`${id}-libelle`} />
      ) : (
        <div className="editor" data-waiting>
          <div className="editor-surface rich-text">{fallback}</div>
        </div>
      )}
      {isMissing && (
        <Notice live="assertive" tone="warning">
          L’éditeur n’a pas pu être chargé. Vérifiez votre connexion, puis rechargez la page.
        </Notice>
      )}
      <FieldError error={error} id={id} />
    </div>
  );
}
