import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { Link } from "@/components/ui/link";
import { TabsInView } from "@/components/ui/tabs-in-view";

/** A view of the same page, with its own address. */
export type Tab = { label: ReactNode; href: string; current: boolean };

/** Views of one page, as links: each has an address, works without JavaScript and keeps the browser's history. */
export function Tabs({
  label,
  tabs,
  className,
  ...rest
}: ComponentProps<"nav"> & { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} {...rest}>
      <div className={clsx("tabs w-fit max-w-full", className)}>
        {tabs.map(({ label: text, href, current }) => (
          <Link aria-current={current ? "page" : undefined} href={href} key={href}>
            {text}
          </Link>
        ))}
        <TabsInView current={tabs.find(({ current }) => current)?.href ?? ""} />
      </div>
    </nav>
  );
}
