"use client";

import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { useRef, useState } from "react";
import { EditorToolbar } from "@/components/rich-text/editor-toolbar";
import { FormulaDialog } from "@/components/rich-text/formula-dialog";
import { EditableFormula } from "@/components/rich-text/formula-node";
import { LinkDialog } from "@/components/rich-text/link-dialog";
import { richTextExtensions } from "@/lib/rich-text/extensions";
import type { RichText } from "@/lib/rich-text/types";

/** Props of {@link RichTextEditor}. */
export interface RichTextEditorProps {
  id: string;
  /** What is there when it opens; later changes come from the person alone. Give another `key` to start again. */
  initial: RichText;
  onChange: (content: RichText) => void;
  labelledBy: string;
  describedBy?: string | undefined;
  /** For a form that a gesture opened. */
  startsFocused?: boolean;
}

/** What asks for a few words of its own before it enters the text. */
export type EditorDialogName = "link" | "formula";

/**
 * The editor of lessons, homework and messages: exactly the vocabulary that the server accepts (lib/rich-text/extensions.ts).
 * Tab leaves it, Alt + F10 goes to its tools.
 */
export function RichTextEditor({ id, initial, onChange, labelledBy, describedBy, startsFocused }: RichTextEditorProps) {
  const [dialog, setDialog] = useState<EditorDialogName | null>(null);
  const tools = useRef<HTMLDivElement>(null);
  const editor = useEditor({
    extensions: richTextExtensions.map((extension) =>
      extension.name === EditableFormula.name
        ? EditableFormula.configure({ onOpen: () => setDialog("formula") })
        : extension,
    ),
    immediatelyRender: true,
    content: initial,
    autofocus: startsFocused ? "end" : false,
    // Its style sheet would need a nonce: ours is in components/rich-text/editor.css.
    injectCSS: false,
    editorProps: {
      attributes: {
        id,
        class: "editor-surface rich-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": labelledBy,
        ...(describedBy && { "aria-describedby": describedBy, "aria-invalid": "true" }),
      },
      handleKeyDown(_view, event) {
        if (event.altKey && event.key === "F10") {
          tools.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
          return true;
        }
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
          event.preventDefault();
          setDialog("link");
          return true;
        }
        return false;
      },
    },
    onUpdate: ({ editor: changed }) => onChange(documentOf(changed)),
  });

  function close() {
    setDialog(null);
    editor.commands.focus();
  }

  return (
    <div className="editor">
      <EditorToolbar editor={editor} editorId={id} onOpen={setDialog} ref={tools} />
      <EditorContent editor={editor} />
      {dialog === "link" && <LinkDialog editor={editor} onClose={close} />}
      {dialog === "formula" && <FormulaDialog editor={editor} onClose={close} />}
    </div>
  );
}

/** The text as it is stored. */
function documentOf(editor: Editor): RichText {
  return { ...editor.getJSON(), type: "doc" };
}
