"use client";

import type { Editor } from "@tiptap/react";
import { NodeSelection } from "@tiptap/pm/state";
import { useEffect, useRef, useState } from "react";
import { EditorDialog } from "@/components/rich-text/editor-dialog";
import { renderFormula } from "@/components/rich-text/formula-node";
import { TextInput } from "@/components/ui/inputs";

/** What is written most in a collège, to be completed: one press instead of a syntax to remember. */
const MODELS = [
  { label: "Fraction", latex: "\\frac{a}{b}" },
  { label: "Puissance", latex: "x^{2}" },
  { label: "Racine", latex: "\\sqrt{x}" },
  { label: "Indice", latex: "u_{n}" },
  { label: "Vecteur", latex: "\\overrightarrow{AB}" },
  { label: "Angle", latex: "\\widehat{ABC}" },
  { label: "Multiplié", latex: "a \\times b" },
  { label: "Inférieur ou égal", latex: "a \\leqslant b" },
  { label: "Environ", latex: "\\pi \\approx 3{,}14" },
] as const;

/** A formula in LaTeX, shown as it will be read while it is typed. */
export function FormulaDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { selection } = editor.state;
  const isChange = selection instanceof NodeSelection && selection.node.type.name === "formula";
  const [latex, setLatex] = useState(isChange ? String(selection.node.attrs["latex"]) : "");
  const input = useRef<HTMLInputElement>(null);

  function confirm() {
    if (latex.trim())
      editor
        .chain()
        .focus()
        .insertContent({ type: "formula", attrs: { latex: latex.trim() } })
        .run();
    onClose();
  }

  function add(model: string) {
    setLatex((typed) => (typed ? `${typed} ${model}` : model));
    input.current?.focus();
  }

  return (
    <EditorDialog
      confirmLabel={isChange ? "Modifier la formule" : "Insérer la formule"}
      onClose={onClose}
      onConfirm={confirm}
      title="Formule"
    >
      <TextInput
        autoComplete="off"
        className="font-mono"
        hint="Un modèle ci-dessous vous l’écrit, à compléter."
        label="Formule en LaTeX"
        name="formule"
        onChange={(event) => setLatex(event.target.value)}
        ref={input}
        required
        spellCheck={false}
        value={latex}
      />
      <ul aria-label="Modèles" className="formula-models">
        {MODELS.map(({ label, latex: model }) => (
          <li key={label}>
            <button aria-label={label} className="chip" onClick={() => add(model)} title={label} type="button">
              <FormulaPreview latex={model} />
            </button>
          </li>
        ))}
      </ul>
      <div aria-label="Aperçu" className="formula-preview" role="group">
        {latex.trim() ? <FormulaPreview latex={latex} /> : <span className="text-soft">L’aperçu s’affiche ici.</span>}
      </div>
    </EditorDialog>
  );
}

function FormulaPreview({ latex }: { latex: string }) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (box.current) renderFormula(latex, box.current);
  }, [latex]);
  return <span ref={box} />;
}
