"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { type KeyboardEvent, type Ref, useState } from "react";
import type { EditorDialogName } from "@/components/rich-text/rich-text-editor";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";

interface Tool {
  name: string;
  label: string;
  icon: IconName;
  /** As `aria-keyshortcuts` writes it. */
  keys?: string;
  isOn?: (editor: Editor) => boolean;
  can?: (editor: Editor) => boolean;
  run: ((editor: Editor) => void) | EditorDialogName;
}

const groups: readonly (readonly Tool[])[] = [
  [
    {
      name: "heading2",
      label: "Titre",
      icon: "heading-2",
      keys: "Control+Alt+2",
      isOn: (editor) => editor.isActive("heading", { level: 2 }),
      run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    },
    {
      name: "heading3",
      label: "Sous-titre",
      icon: "heading-3",
      keys: "Control+Alt+3",
      isOn: (editor) => editor.isActive("heading", { level: 3 }),
      run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    },
  ],
  [
    {
      name: "bold",
      label: "Gras",
      icon: "bold",
      keys: "Control+B",
      isOn: (editor) => editor.isActive("bold"),
      run: (editor) => editor.chain().focus().toggleBold().run(),
    },
    {
      name: "italic",
      label: "Italique",
      icon: "italic",
      keys: "Control+I",
      isOn: (editor) => editor.isActive("italic"),
      run: (editor) => editor.chain().focus().toggleItalic().run(),
    },
    {
      name: "underline",
      label: "Souligné",
      icon: "underline",
      keys: "Control+U",
      isOn: (editor) => editor.isActive("underline"),
      run: (editor) => editor.chain().focus().toggleUnderline().run(),
    },
  ],
  [
    {
      name: "bulletList",
      label: "Liste à puces",
      icon: "list",
      keys: "Control+Shift+8",
      isOn: (editor) => editor.isActive("bulletList"),
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      name: "orderedList",
      label: "Liste numérotée",
      icon: "list-ordered",
      keys: "Control+Shift+7",
      isOn: (editor) => editor.isActive("orderedList"),
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      name: "blockquote",
      label: "Citation",
      icon: "quote",
      keys: "Control+Shift+B",
      isOn: (editor) => editor.isActive("blockquote"),
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    },
  ],
  [
    {
      name: "link",
      label: "Lien",
      icon: "link",
      keys: "Control+K",
      isOn: (editor) => editor.isActive("link"),
      run: "link",
    },
    {
      name: "formula",
      label: "Formule",
      icon: "sigma",
      isOn: (editor) => editor.isActive("formula"),
      run: "formula",
    },
  ],
  [
    {
      name: "undo",
      label: "Annuler la frappe",
      icon: "undo-2",
      keys: "Control+Z",
      can: (editor) => editor.can().undo(),
      run: (editor) => editor.chain().focus().undo().run(),
    },
    {
      name: "redo",
      label: "Rétablir la frappe",
      icon: "redo-2",
      keys: "Control+Y",
      can: (editor) => editor.can().redo(),
      run: (editor) => editor.chain().focus().redo().run(),
    },
  ],
];

const tools = groups.flat();

/** The tools of the editor: one stop of the Tab key, then the arrows (ARIA Authoring Practices, toolbar). */
export function EditorToolbar({
  editor,
  editorId,
  onOpen,
  ref,
}: {
  editor: Editor;
  editorId: string;
  onOpen: (dialog: EditorDialogName) => void;
  ref: Ref<HTMLDivElement>;
}) {
  const [stop, setStop] = useState(tools[0]?.name);
  const state = useEditorState({
    editor,
    selector: ({ editor: shown }) => ({
      on: tools.filter((tool) => tool.isOn?.(shown)).map((tool) => tool.name),
      off: tools.filter((tool) => tool.can?.(shown) === false).map((tool) => tool.name),
    }),
  });

  return (
    <div
      aria-controls={editorId}
      aria-label="Mise en forme"
      className="editor-tools"
      onKeyDown={moveWithArrows}
      ref={ref}
      role="toolbar"
      tabIndex={-1}
    >
      {groups.map((group) => (
        <div className="editor-group" key={group[0]?.name}>
          {group.map(({ name, label, icon, keys, isOn, run }) => (
            <button
              aria-disabled={state.off.includes(name) || undefined}
              aria-keyshortcuts={keys}
              aria-label={label}
              aria-pressed={isOn ? state.on.includes(name) : undefined}
              className="editor-tool"
              key={name}
              onClick={() => (typeof run === "string" ? onOpen(run) : run(editor))}
              onFocus={() => setStop(name)}
              tabIndex={name === stop ? 0 : -1}
              title={keys ? `${label} (${keys.replace("Control", "Ctrl").replaceAll("+", " + ")})` : label}
              type="button"
            >
              <Icon name={icon} />
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function moveWithArrows(event: KeyboardEvent<HTMLDivElement>) {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  buttons.at(next % buttons.length)?.focus();
}
