import "server-only";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { Temporal } from "temporal-polyfill";

/** Where templates and fonts are found: the repository, or the release that carries them (next.config.ts). */
const ROOT = process.cwd();
/** Results of earlier documents are forgotten after so many others: classes are printed one after another, then none for hours. */
const KEPT_DOCUMENTS = 10;

let compiler: NodeCompiler | undefined;

/**
 * Composes a document with Typst: tagged, PDF/UA-1 (ISO 14289-1), A4, about a millisecond a page. It computes without a pause: call it
 * after the transaction has ended, never inside.
 * @param template path of a `.typ` file from the root, `lib/<module>/<name>.typ`; it starts from `lib/pdf/house.typ` and reads its
 * data by `json(bytes(sys.inputs.data))`.
 * @param data what the template shows; never a path or a piece of markup, so that nothing typed by a person is ever executed.
 * @param at the document's date.
 * @throws when the template has a mistake or lacks what PDF/UA asks for (a title, alternative texts): never because of a text.
 */
export function compilePdf(template: `${string}.typ`, data: object, at: Temporal.Instant): Buffer<ArrayBuffer> {
  compiler ??= NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontPaths: [join(ROOT, "lib/pdf/fonts")] }] });
  const compiled = compiler.compile({
    mainFilePath: join(ROOT, template),
    inputs: { data: JSON.stringify(data) },
    resetRead: true,
  });
  const failure = compiled.takeError();
  if (failure || !compiled.result) {
    throw new Error(`${template}: ${JSON.stringify(failure?.shortDiagnostics ?? "no document")}`);
  }
  const pdf = compiler.pdf(compiled.result, {
    pdfStandard: "ua-1",
    creationTimestamp: Math.floor(at.epochMilliseconds / 1000),
  });
  compiler.evictCache(KEPT_DOCUMENTS);
  return Buffer.from(pdf);
}
