import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icons/names";
import type { AbsenceItem } from "@/lib/absences/types";

const looks: Record<AbsenceItem["state"], { tone: BadgeTone; icon: IconName; label: string }> = {
  TO_JUSTIFY: { tone: "warning", icon: "triangle-alert", label: "À justifier" },
  WAITING: { tone: "primary", icon: "hourglass", label: "Justificatif envoyé" },
  REFUSED: { tone: "danger", icon: "circle-x", label: "Justificatif refusé" },
  SETTLED: { tone: "success", icon: "check", label: "Réglée" },
};

/** Where the follow-up of an absence stands, in a word. */
export function AbsenceState({ state }: { state: AbsenceItem["state"] }) {
  const { tone, icon, label } = looks[state];
  return (
    <Badge icon={icon} tone={tone}>
      {label}
    </Badge>
  );
}
