import "@/components/accueil/accueil.css";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icons/icon";

/** What can wait: on a phone it opens on demand, without a script; where there is room it is simply there. */
export function Folded({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="folded">
      <summary>
        {summary}
        <Icon name="chevron-down" />
      </summary>
      {children}
    </details>
  );
}
