import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ImportState } from "@/lib/db/types";
import { stateWords } from "@/lib/imports/wording";

const tones: Readonly<Record<ImportState, BadgeTone>> = {
  READING: "module",
  MATCHING: "sun",
  READY: "sun",
  APPLYING: "module",
  APPLIED: "success",
  UNDOING: "module",
  UNDONE: "neutral",
  FAILED: "danger",
  DISCARDED: "neutral",
};

/** Where an import is, in a word. */
export function StateBadge({ state }: { state: ImportState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
