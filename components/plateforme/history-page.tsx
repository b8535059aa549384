import { PlatformFrame } from "@/components/plateforme/frame";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import type { Page, PlatformHistoryLine } from "@/lib/plateforme/types";
import { actionWords } from "@/lib/plateforme/wording";
import { fromDbInstant } from "@/lib/time/day";

/** What was done above the schools, the latest first. */
export function PlatformHistoryPage({ found, page }: { found: Page<PlatformHistoryLine>; page: number }) {
  const path = "/plateforme/journal";
  return (
    <PlatformFrame
      lead="Ce qui a été fait d’ici, gardé un an. L’établissement concerné en garde la trace aussi."
      room="Journal"
      title="Journal"
    >
      {found.entries.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Rien encore">
          Chaque création, chaque changement s’inscrira ici.
        </EmptyState>
      ) : (
        <List className="platform-lines rows-wordy" label="Ce qui a été fait">
          {found.entries.map(({ id, at, who, action, label }) => (
            <Row
              aside={
                <span className="text-sm text-soft">
                  <Time instant={fromDbInstant(at)} zone="Europe/Paris" />
                </span>
              }
              key={id}
              title={actionWords(action)}
            >
              {label} · {who ?? "la plateforme"}
            </Row>
          ))}
        </List>
      )}
      <Pagination hrefOf={(to) => (to === 1 ? path : `${path}?page=${to}`)} page={page} pages={found.pages} />
    </PlatformFrame>
  );
}
