import { PageHeader } from "@/components/ui/page-header";
import type { IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** The top of every home page: a name and the day it is. */
export function HomeHeader({ firstName, today }: { firstName: string; today: IsoDay }) {
  return (
    <PageHeader
      lead={<span className="lead-line">{formatDay(today, { long: true })}</span>}
      title={`Bonjour ${firstName}`}
    />
  );
}
