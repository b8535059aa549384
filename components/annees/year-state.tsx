import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icons/names";
import type { YearState } from "@/lib/comptes/annees/types";

const looks: Readonly<Record<YearState, { tone: BadgeTone; icon: IconName; words: string }>> = {
  PREPARED: { tone: "primary", icon: "clock", words: "À venir" },
  CURRENT: { tone: "success", icon: "calendar", words: "En cours" },
  OVER: { tone: "warning", icon: "triangle-alert", words: "À clore" },
  CLOSED: { tone: "neutral", icon: "lock", words: "Close" },
};

/** Where a school year stands. */
export function YearBadge({ state }: { state: YearState }) {
  const { tone, icon, words } = looks[state];
  return (
    <Badge icon={icon} tone={tone}>
      {words}
    </Badge>
  );
}
