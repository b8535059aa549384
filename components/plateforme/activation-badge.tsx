import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Activation } from "@/lib/plateforme/types";
import { activationWords } from "@/lib/plateforme/wording";

const tones: Record<Activation, BadgeTone> = { ACTIVE: "success", CODED: "sun", WAITING: "neutral" };

/** Has somebody signed in yet? */
export function ActivationBadge({ activation }: { activation: Activation }) {
  return <Badge tone={tones[activation]}>{activationWords[activation]}</Badge>;
}
