import type { ComponentProps, ReactNode } from "react";
import type { ModuleLook } from "@/components/ui/module-icon";

/** A module in the navigation. Order matters: the first four are within reach of the thumb. */
export type NavItem = { slug: ModuleLook; title: string; href: string };

/** A person of the account: a profile in a school. */
export type PersonItem = { id: string; label: string; sublabel: string; href: string; current: boolean };

/**
 * A pupil that a guardian may look at, or «Tous mes enfants». `query` is what tells it in an address; the parameters of
 * the others are removed from it, so an empty `query` stands for all.
 */
export type PupilItem = { id: string; name: string; query: Readonly<Record<string, string>> };

/** Props of the shell: plain data made by the layout; the shell decides nothing. */
export type ShellProps = {
  nav: readonly NavItem[];
  school: { name: string };
  me: { name: string; profileLabel: string; initials: string };
  /** All persons of the account, the current one included; fewer than two show no switch. */
  persons: readonly PersonItem[];
  /** For guardians; fewer than two show no switch. */
  pupils?: readonly PupilItem[];
  /** The way to search, in the roof. */
  search?: ReactNode;
  /** Over everything: the portal is seen as somebody else. */
  banner?: ReactNode;
  /** The way to what is new, with its count. */
  bell?: ReactNode;
  /** Null while the portal is seen as somebody else. */
  accountHref: string | null;
  comfortHref: string;
  /** Where the archives of past years are; null above the schools. */
  archivesHref: string | null;
  signOutAction: ComponentProps<"form">["action"];
  children: ReactNode;
};
