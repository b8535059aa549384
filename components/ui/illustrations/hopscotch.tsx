import { Drawing, type DrawingProps } from "./drawing";

/** A hopscotch chalked on the ground and a tree: a day without lessons. */
export function Hopscotch(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M12 118c58-4 140-4 197 0v20c-60 6-140 6-197 0z" fill="var(--module-soft)" stroke="none" />
      <path d="M164 118c2-17 1-32-1-46" strokeWidth="6" />
      <path
        d="M163 78c-19 5-36-7-34-24 1-11 9-18 19-19 3-14 17-22 31-17 9 3 15 10 16 19 10 4 15 14 12 25-4 14-22 21-44 16z"
        fill="var(--success-soft)"
      />
      <path d="M162 72c-1-9 0-17 4-24M164 62c-5-3-8-7-9-12" />
      <circle cx="42" cy="40" fill="var(--sun)" r="17" stroke="none" />
      <path
        d="M42 14v-6M42 72v-5M16 40h-6M74 40h-5M24 22l-4-4M64 62l-4-4M24 58l-4 4M64 18l-4 4"
        stroke="var(--sun)"
        strokeWidth="4"
      />
      <path d="M12 118c58-3 140-3 197 0" />
      <path
        d="m30 136 5-11 21-.5-3 11.500zM53 136l3-11.500 20-.5-1 12zM75 136l1-12M76 130l19 .2M75 136l20-.2.500-12-19.500.200M95 136l.5-12 20 .2 1.500 12zM117 136l-1.500-12c10-3 19 0 22 6 2 5-7 7-20.500 6z"
        fill="var(--surface)"
        strokeWidth="2"
      />
      <path d="m143 127 6-2 4 3-3 4-6-1z" fill="var(--sun)" strokeWidth="2" />
    </Drawing>
  );
}
