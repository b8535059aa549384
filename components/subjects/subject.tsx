import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { subjectHue } from "@/components/subjects/subject-hue";

/**
 * The name of a subject behind a stroke of its colour, the same everywhere. The colour helps the eye to find it again;
 * the name says it.
 */
export function Subject({
  code,
  name,
  className,
  ...rest
}: Omit<ComponentProps<"span">, "children"> & { code: string; name: string }) {
  return (
    <span className={clsx("subject", className)} style={{ "--hue": subjectHue(code) }} {...rest}>
      {name}
    </span>
  );
}
