import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { AccountState } from "@/lib/comptes/types";
import { stateWords } from "@/lib/comptes/wording";

const tones: Record<AccountState, BadgeTone> = {
  ACTIVE: "success",
  CODED: "sun",
  WAITING: "neutral",
  CONTACT: "neutral",
  ENDED: "danger",
};

/** Where somebody stands with the portal, in a word. */
export function StateBadge({ state }: { state: AccountState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
