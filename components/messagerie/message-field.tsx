"use client";

import { useState } from "react";
import { RichTextField } from "@/components/rich-text/rich-text-field";
import { Button } from "@/components/ui/button";
import { describeField, Field } from "@/components/ui/field";
import { richTextToText, textToRichText } from "@/lib/messagerie/text";
import { plainText } from "@/lib/rich-text/text";
import type { RichText } from "@/lib/rich-text/types";

/**
 * The text of a message: a plain field, which every phone has at once; the editor comes for who asks for bold letters, lists
 * or formulas, and for a text that has them already.
 */
export function MessageField({
  id,
  label,
  initial,
  typed,
  error,
  onChange,
}: {
  id: string;
  label: string;
  initial: RichText;
  /** What a form without JavaScript sent, to be shown again. */
  typed?: string | undefined;
  error?: readonly string[] | undefined;
  onChange: (content: RichText) => void;
}) {
  const [plain, setPlain] = useState(typed ?? richTextToText(initial));
  const [isRich, setRich] = useState(plain === null);
  if (isRich) {
    return (
      <RichTextField
        error={error}
        fallback={
          <textarea aria-label={label} className="control" defaultValue={plainText(initial)} name="text" rows={8} />
        }
        id={id}
        initial={plain === null ? initial : textToRichText(plain)}
        label={label}
        onChange={onChange}
      />
    );
  }
  const field = { name: "text", label, id, error };
  return (
    <div className="message-field">
      <Field field={field}>
        <textarea
          {...describeField(field)}
          className="control"
          maxLength={50_000}
          onChange={({ target }) => {
            setPlain(target.value);
            onChange(textToRichText(target.value));
          }}
          rows={6}
          value={plain ?? ""}
        />
      </Field>
      <Button className="needs-script" icon="bold" onClick={() => setRich(true)} size="small" variant="quiet">
        Mise en forme
      </Button>
    </div>
  );
}
