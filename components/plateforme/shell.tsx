import "@/components/plateforme/plateforme.css";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/shell/account-menu";
import { Eaves } from "@/components/shell/shell";
import type { PersonItem, ShellProps } from "@/components/shell/types";
import { Link } from "@/components/ui/link";
import { LogoMark } from "@/components/ui/logo";
import { MenuBehaviour } from "@/components/ui/menu-behaviour";
import { Toaster } from "@/components/ui/toast";
import { SkipLink } from "@/components/ui/visually-hidden";

/** The frame of the pages above the schools: the same roof, without modules. */
export function PlatformShell({
  me,
  place,
  persons,
  signOutAction,
  children,
}: {
  me: ShellProps["me"];
  /** What is administered: «Toute la plateforme», «Académie de Versailles». */
  place: string;
  /** The persons of the account in its schools, if it has any. */
  persons: readonly PersonItem[];
  signOutAction: ShellProps["signOutAction"];
  children: ReactNode;
}) {
  return (
    <div className="platform-shell">
      <SkipLink />
      <header className="roof">
        <div className="roof-bar">
          <Link aria-label="Préau, plateforme" className="roof-brand" href="/plateforme">
            <LogoMark />
            <span className="roof-name">Préau</span>
          </Link>
          <p className="roof-school">{place}</p>
          <div className="roof-actions">
            <AccountMenu
              archivesHref={null}
              accountHref="/plateforme/compte"
              comfortHref="/confort"
              me={me}
              persons={persons}
              school={{ name: place }}
              signOutAction={signOutAction}
            />
          </div>
        </div>
        <Eaves />
      </header>
      <main className="shell-main" id="contenu" tabIndex={-1}>
        {children}
      </main>
      <Toaster />
      <MenuBehaviour />
    </div>
  );
}
