import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icons/names";
import type { SessionSummary } from "@/lib/cahier-de-texte/types";

const looks: Record<SessionSummary["status"], { label: string; tone: BadgeTone; icon: IconName } | null> = {
  PLANNED: null,
  CANCELLED: { label: "Annulé", tone: "danger", icon: "circle-x" },
  CHANGED: { label: "Modifié", tone: "warning", icon: "refresh-cw" },
  ADDED: { label: "Ajouté", tone: "primary", icon: "plus" },
};

/** What is not as usual about a lesson; nothing when all is. */
export function SessionStatus({ status }: { status: SessionSummary["status"] }) {
  const look = looks[status];
  return (
    look && (
      <Badge icon={look.icon} tone={look.tone}>
        {look.label}
      </Badge>
    )
  );
}
