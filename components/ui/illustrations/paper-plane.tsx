import { Drawing, type DrawingProps } from "./drawing";

/** A paper plane gone over the roof: what was looked for is not here. */
export function PaperPlane(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M12 131c60-3 138-3 197 0" />
      <path d="M14 97 104 80c3 0 4 2 4 4v7L18 108c-3 1-4-1-4-3z" fill="var(--primary)" />
      <path d="M29 107v23M94 95c1 12 0 23 1 35" strokeWidth="4.5" />
      <path d="M44 130c0-10 7-17 16-17s16 7 17 17z" fill="var(--sun)" stroke="none" />
      <path
        d="M82 65c14-26 44-36 55-20 8 12-4 25-14 19-10-7 1-25 20-24"
        stroke="var(--control)"
        strokeDasharray="1 8"
        strokeWidth="3"
      />
      <path d="m147 47 58-28-19 53-16-13z" fill="var(--surface)" />
      <path d="m205 19-35 40-3 18 9-13M147 47l23 12" />
      <path d="M134 130c3-9 6-12 9-18M143 130c0-7 2-10 4-14M176 130c-2-8-5-11-7-15" stroke="var(--module)" />
    </Drawing>
  );
}
