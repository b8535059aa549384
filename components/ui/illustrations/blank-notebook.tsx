import { Drawing, type DrawingProps } from "./drawing";

/** An open notebook and its pencil: nothing is written yet. */
export function BlankNotebook(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <ellipse cx="110" cy="131" fill="var(--module-soft)" rx="92" ry="11" stroke="none" />
      <path d="M110 42C92 31 62 28 33 33c-2 28-2 58 0 88 29-4 58-1 77 9z" fill="var(--surface)" />
      <path d="M110 42c18-11 47-14 77-9 2 28 2 58 0 88-30-4-58-1-77 9z" fill="var(--surface)" />
      <path d="M110 42c-.6 29 .5 59 0 88" />
      <path d="M47 53c16-2 33-1 48 4M47 69c16-2 33-1 48 4M47 85c16-2 33-1 48 4" stroke="var(--line)" />
      <path d="M125 57c15-5 32-6 48-4M125 73c10-3 20-5 30-5" stroke="var(--line)" />
      <path d="M33 33c-6 1-9 3-9 6 1 30 0 59 1 87 0 3 3 4 8 3M187 33c6 1 9 3 9 6-1 30 0 59-1 87 0 3-3 4-8 3" />
      <path d="m139 103 47-64 12 9-47 64-16 7z" fill="var(--sun)" />
      <path d="m139 103 12 9M180 47l12 9M137 112l4 3" />
      <path d="m186 39 5-7c2-3 6-4 9-2l2 2c3 2 3 6 1 9l-5 7" fill="var(--module-soft)" />
    </Drawing>
  );
}
