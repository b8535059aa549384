import type { ComponentProps } from "react";
import { clsx } from "clsx";

/** Words for those who listen to the page. */
export function VisuallyHidden({ className, ...rest }: ComponentProps<"span">) {
  return <span className={clsx("visually-hidden", className)} {...rest} />;
}

/** The first stop of the keyboard: over the navigation, to the content. */
export function SkipLink({ href = "#contenu", children = "Aller au contenu", ...rest }: ComponentProps<"a">) {
  return (
    <a className="skip-link" href={href} {...rest}>
      {children}
    </a>
  );
}
