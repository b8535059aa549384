"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Link, type LinkProps } from "@/components/ui/link";
import { isWithin, withPerson } from "@/components/shell/address";

/**
 * A link of the navigation, which knows whether it is where one stands. A client component because the layout that
 * holds it is not rendered again from page to page.
 */
export function NavLink({ href, ...rest }: Omit<LinkProps, "href"> & { href: string }) {
  const pathname = usePathname();
  const parameters = useSearchParams();
  return (
    <Link aria-current={isWithin(pathname, href) ? "page" : undefined} href={withPerson(href, parameters)} {...rest} />
  );
}
