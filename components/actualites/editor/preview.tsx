"use client";

import { type ComponentType, useState } from "react";
import { Icon } from "@/components/ui/icons/icon";
import type { RichText } from "@/lib/rich-text/types";

/** What readers will see, when it is asked for: mathematics come with it. */
export function Preview({ title, content }: { title: string; content: RichText }) {
  const [Text, setText] = useState<ComponentType<{ content: RichText }>>();
  return (
    <details
      className="news-more"
      onToggle={(event) => {
        if (!event.currentTarget.open || Text) return;
        void import("@/components/rich-text/rich-text-view").then((module) => setText(() => module.RichTextView));
      }}
    >
      <summary>
        <Icon name="eye" /> Aperçu
      </summary>
      <div className="news-sheet">
        <p className="news-preview-title">{title || "Sans titre"}</p>
        {Text && <Text content={content} />}
      </div>
    </details>
  );
}
