import type { ComponentProps } from "react";
import { clsx } from "clsx";

/** The typography of what people write: lessons, homework, messages. Its children are already rendered and safe. */
export function RichText({ className, ...rest }: ComponentProps<"div">) {
  return <div className={clsx("rich-text", className)} {...rest} />;
}
