"use client";

import type { Editor } from "@tiptap/react";
import { useState } from "react";
import { EditorDialog } from "@/components/rich-text/editor-dialog";
import { completeAddress } from "@/components/rich-text/link-address";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/inputs";

/** The address of a link, on the words selected; without any, the address itself is written. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const current = String(editor.getAttributes("link")["href"] ?? "");
  const [address, setAddress] = useState(current);
  const [problem, setProblem] = useState("");

  function confirm() {
    const href = completeAddress(address);
    if (!href) {
      setProblem("Donnez une adresse, comme https://www.exemple.fr ou une adresse de courriel.");
      return;
    }
    if (editor.state.selection.empty && !current) {
      editor
        .chain()
        .focus()
        .insertContent({ type: "text", text: address.trim(), marks: [{ type: "link", attrs: { href } }] })
        .run();
    } else {
      editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
    }
    onClose();
  }

  function remove() {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    onClose();
  }

  return (
    <EditorDialog confirmLabel="Mettre le lien" onClose={onClose} onConfirm={confirm} title="Lien">
      <TextInput
        error={problem}
        inputMode="url"
        label="Adresse"
        name="adresse"
        onChange={(event) => setAddress(event.target.value)}
        required
        value={address}
      />
      {current && (
        <Button className="justify-self-start" icon="trash" onClick={remove} size="small" variant="quiet">
          Retirer le lien
        </Button>
      )}
    </EditorDialog>
  );
}
