import type { Space } from "@/lib/documents/types";
import { formatBytes } from "@/lib/time/format";

/** How full a space is; said in words, and warmly coloured once little is left. */
export function Quota({ space }: { space: Pick<Space, "used" | "quota" | "name"> }) {
  const { used, quota, name } = space;
  return (
    <span className="quota" data-nearly-full={used > quota * 0.9 || undefined}>
      <progress aria-label={`Place prise, ${name}`} className="progress" max={quota} value={Math.min(used, quota)} />
      <span>{`${formatBytes(used)} sur ${formatBytes(quota)}`}</span>
    </span>
  );
}
