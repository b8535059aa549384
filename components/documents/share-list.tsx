import { EndShareForm } from "@/components/documents/share-forms";
import { Icon } from "@/components/ui/icons/icon";
import { List, Row } from "@/components/ui/list";
import { lastDayOf } from "@/lib/documents/rules";
import type { Share } from "@/lib/documents/types";
import { formatDay } from "@/lib/time/format";

/** With whom something is shared, each with the way to end it. Nothing when it is with nobody. */
export function ShareList({ shares, personId }: { shares: readonly Share[]; personId: string }) {
  if (shares.length === 0) return null;
  return (
    <List className="doc-shares" label="Partagé avec">
      {shares.map(({ id, reader, endsOn }) => (
        <Row
          aside={<EndShareForm hidden={{ personne: personId, shareId: id }} reader={reader} />}
          before={<Icon name="users" />}
          key={id}
          title={reader}
        >
          {endsOn && `Jusqu’au ${formatDay(lastDayOf(endsOn))}`}
        </Row>
      ))}
    </List>
  );
}
