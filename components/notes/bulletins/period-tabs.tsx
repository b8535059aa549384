import type { HrefOf } from "@/components/notes/bulletins/address";
import { Tabs } from "@/components/ui/tabs";
import type { PeriodChoice } from "@/lib/notes/bulletins/types";

/** The periods of the year, each with its address; nothing to choose where there is one. */
export function PeriodTabs({
  periods,
  period,
  path,
  hrefOf,
}: {
  periods: readonly PeriodChoice[];
  period: PeriodChoice;
  path: string;
  hrefOf: HrefOf;
}) {
  if (periods.length < 2) return null;
  return (
    <Tabs
      className="bulletin-periods"
      label="Période"
      tabs={periods.map(({ id, name }) => ({
        label: name,
        href: hrefOf(path, { periode: id }),
        current: id === period.id,
      }))}
    />
  );
}
