import katex from "katex";
import { Formula } from "@/lib/rich-text/extensions";

/** A formula in the editor: shown as mathematics, opened again by a double click. */
export const EditableFormula = Formula.extend<{ onOpen: () => void }>({
  addOptions() {
    return { onOpen: () => undefined };
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "formula";
      renderFormula(String(node.attrs["latex"]), dom);
      dom.addEventListener("dblclick", () => this.options.onOpen());
      return { dom };
    };
  },
});

/** Writes a formula into an element as MathML; as it was typed when it cannot be read. */
export function renderFormula(latex: string, into: HTMLElement): void {
  try {
    katex.render(latex, into, { output: "mathml", throwOnError: true, strict: "ignore" });
  } catch {
    into.textContent = latex;
  }
}
