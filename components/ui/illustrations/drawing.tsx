import type { ComponentProps } from "react";

/** Props of every illustration. */
export type DrawingProps = Omit<ComponentProps<"svg">, "children" | "viewBox">;

/** The sheet and the pen that all illustrations share: ink line, a little sun, the tint of the module around. */
export function Drawing({ children, ...rest }: ComponentProps<"svg">) {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      stroke="var(--ink)"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="2.75"
      viewBox="0 0 220 150"
      {...rest}
    >
      {children}
    </svg>
  );
}
