import { Drawing, type DrawingProps } from "./drawing";

/** Rain on the roof, the sun keeping dry underneath: something went wrong, nothing is lost. */
export function RainyDay(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path
        d="M64 42c-13 0-21-7-20-17 1-9 9-14 18-12 5-9 17-13 28-8 6 3 10 8 11 14 9-1 16 4 16 12 0 7-6 11-14 11z"
        fill="var(--primary-soft)"
      />
      <path
        d="m62 52-4 12M84 51l-5 16M106 51l-4 12M141 37l-4 12M163 29l-4 13M127 16l-3 9M185 18l-3 9M200 34l-4 12M24 46l-3 9"
        stroke="var(--primary)"
      />
      <path d="M13 86 204 54c3 0 4 2 4 4l1 8L16 98c-3 0-4-2-4-4z" fill="var(--primary)" />
      <path d="M33 97c-1 11 0 22-1 33M187 70c1 20 0 40 1 60" strokeWidth="4.5" />
      <circle cx="112" cy="112" fill="var(--sun)" r="18" stroke="none" />
      <path d="M105 109v2M119 109v2M104 118c4 4 11 4 15 0" stroke="#19214d" strokeWidth="2.5" />
      <path d="M12 131c60-2 131-2 197-.5" />
      <path d="M18 141c12-3 25-3 38 0M164 141c12-3 25-3 38 0" stroke="var(--primary)" />
    </Drawing>
  );
}
