import NextLink from "next/link";
import type { ComponentProps } from "react";

/** Props of {@link Link}. */
export type LinkProps = ComponentProps<typeof NextLink>;

/**
 * The one link inside the portal. It does not prefetch: every page is rendered for one person, so a page full of links
 * would ask the server for pages that nobody opens.
 */
export function Link(props: LinkProps) {
  return <NextLink prefetch={false} {...props} />;
}
