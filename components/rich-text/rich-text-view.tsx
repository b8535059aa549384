import { createElement, Fragment, type ReactNode } from "react";
import type { RichText, RichTextNode } from "@/lib/rich-text/types";
import { Formula } from "./formula";

/** A stored document, as React elements. The vocabulary is lib/rich-text/extensions.ts; anything else is not shown. */
export function RichTextView({ content, className = "" }: { content: RichText; className?: string }): ReactNode {
  return <div className={`rich-text ${className}`}>{children(content)}</div>;
}

function children(node: RichTextNode): ReactNode {
  // Their place is their only identity, and they never move: given one by one, they need no keys.
  return createElement(Fragment, null, ...(node.content ?? []).map(element));
}

function element(node: RichTextNode): ReactNode {
  switch (node.type) {
    case "text":
      return (node.marks ?? []).reduce<ReactNode>(marked, node.text);
    case "hardBreak":
      return <br />;
    case "formula":
      return <Formula latex={latexOf(node)} />;
    case "paragraph":
      return <p>{children(node)}</p>;
    case "heading":
      return node.attrs?.["level"] === 3 ? <h4>{children(node)}</h4> : <h3>{children(node)}</h3>;
    case "bulletList":
      return <ul>{children(node)}</ul>;
    case "orderedList":
      return <ol start={Number(node.attrs?.["start"] ?? 1)}>{children(node)}</ol>;
    case "listItem":
      return <li>{children(node)}</li>;
    case "blockquote":
      return <blockquote>{children(node)}</blockquote>;
    default:
      return null;
  }
}

function latexOf({ attrs }: RichTextNode): string {
  return typeof attrs?.["latex"] === "string" ? attrs["latex"] : "";
}

function marked(inside: ReactNode, mark: { type: string; attrs?: Record<string, unknown> }): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{inside}</strong>;
    case "italic":
      return <em>{inside}</em>;
    case "underline":
      return <u>{inside}</u>;
    case "code":
      return <code>{inside}</code>;
    case "link":
      return (
        <a href={String(mark.attrs?.["href"])} rel="noopener noreferrer nofollow" target="_blank">
          {inside}
        </a>
      );
    default:
      return inside;
  }
}
