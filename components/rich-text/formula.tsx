import katex from "katex";
import { createElement, type ReactNode } from "react";
import { SaxesParser } from "saxes";

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: ReactNode[];
}

/**
 * A LaTeX formula as MathML, which browsers and screen readers read by themselves: no script, no style sheet, no font.
 * KaTeX gives text; it is parsed into elements, so that no HTML string enters a page. A formula that KaTeX cannot read is
 * shown as it was typed.
 */
export function Formula({ latex }: { latex: string }): ReactNode {
  try {
    return mathElements(katex.renderToString(latex, { output: "mathml", throwOnError: true, strict: "ignore" }));
  } catch {
    return <code>{latex}</code>;
  }
}

function mathElements(markup: string): ReactNode {
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    open.push({ name: tag.name, attributes: tag.attributes, children: [] });
  });
  parser.on("text", (text) => {
    open.at(-1)?.children.push(text);
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed && parent) parent.children.push(toReact(closed, parent.children.length));
  });
  parser.write(markup).close();
  return root.children;
}

function toReact({ name, attributes, children }: Element, key: number): ReactNode {
  const { class: className, style: _style, ...others } = attributes;
  return createElement(name, { key, className, ...others }, ...children);
}
