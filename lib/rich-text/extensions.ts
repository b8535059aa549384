import { type Extensions, mergeAttributes, Node } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";

/** A formula inside a line: `attrs.latex`. Written as LaTeX, shown as MathML (lib/rich-text/formula.tsx). */
export const Formula = Node.create({
  name: "formula",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() {
    return {
      latex: {
        default: "",
        validate: "string",
        parseHTML: (element: HTMLElement) => element.getAttribute("data-latex") ?? "",
        renderHTML: (attributes: Record<string, unknown>) => ({ "data-latex": attributes["latex"] }),
      },
    };
  },
  parseHTML() {
    return [{ tag: "span[data-latex]" }];
  },
  renderHTML({ node, HTMLAttributes }) {
    return ["span", mergeAttributes(HTMLAttributes, { class: "formula" }), String(node.attrs["latex"])];
  },
});

/**
 * What a lesson or a message may contain: the same list for the editor and for the server's check. Headings start at 2,
 * because the page has its own.
 */
export const richTextExtensions: Extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    link: { openOnClick: false, autolink: true, defaultProtocol: "https" },
  }),
  Formula,
];
