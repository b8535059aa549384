import type { ComponentProps } from "react";
import type { Temporal } from "temporal-polyfill";
import { formatDay, formatInstant } from "@/lib/time/format";

/**
 * A date as people say it, and as machines read it. Either a `day` (with `today`, the year shows only when it differs;
 * `long` spells it out), or an `instant` with the school's `zone`. Children replace the text, not the machine's value.
 */
export function Time({
  children,
  ...props
}: ComponentProps<"time"> &
  (
    | { day: Temporal.PlainDate | string; today?: Temporal.PlainDate | string; long?: boolean }
    | { instant: Temporal.Instant; zone: string }
  )) {
  if ("day" in props) {
    const { day, today, long, ...rest } = props;
    return (
      <time dateTime={day.toString()} {...rest}>
        {children ?? formatDay(day, { ...(today && { today }), ...(long && { long }) })}
      </time>
    );
  }
  const { instant, zone, ...rest } = props;
  return (
    <time dateTime={instant.toString()} {...rest}>
      {children ?? formatInstant(instant, zone)}
    </time>
  );
}
