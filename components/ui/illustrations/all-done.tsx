import { Drawing, type DrawingProps } from "./drawing";

/** The empty playground under its roof, bench and ball, sun coming in: nothing left to do. */
export function AllDone(props: DrawingProps) {
  return (
    <Drawing {...props}>
      <path d="M14 129c38-3 152-4 193 0v9c-42 6-154 6-193 0z" fill="var(--module-soft)" stroke="none" />
      <path d="M58 128c1-24 18-41 41-41s41 17 42 41z" fill="var(--sun)" stroke="none" />
      <path d="M99 75v-9M66 88l-7-7M132 88l7-7M51 111l-10-3M148 111l9-3" stroke="var(--sun)" strokeWidth="4" />
      <path d="M13 58 204 24c3 0 4 2 4 5l1 9L16 70c-3 0-4-2-4-4z" fill="var(--primary)" stroke="none" />
      <path d="M13 58 204 24c3 0 4 2 4 5l1 9L16 70c-3 0-4-2-4-4z" opacity=".9" />
      <path d="M33 68c-1 20 0 41-1 60M187 43c1 28 0 57 1 85" strokeWidth="4.5" />
      <path d="M12 129c60-2 131-2 197-.5" />
      <path d="M128 112c16-1 32-1 47 0M128 119c16-1 31-1 47 0M134 120v8M169 120v8" />
      <circle cx="61" cy="119" fill="var(--surface)" r="9" />
      <path d="M53 116c5 4 12 4 16-1M57 127c-1-6 3-13 8-15" strokeWidth="2" />
    </Drawing>
  );
}
