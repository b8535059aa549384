import { LogoMark } from "@/components/ui/logo";
import { MenuBehaviour } from "@/components/ui/menu-behaviour";
import { Toaster } from "@/components/ui/toast";
import { SkipLink } from "@/components/ui/visually-hidden";
import { AccountMenu } from "@/components/shell/account-menu";
import { NavLink } from "@/components/shell/nav-link";
import { Navigation } from "@/components/shell/navigation";
import { PupilSwitch } from "@/components/shell/pupil-switch";
import type { ShellProps } from "@/components/shell/types";

/** The frame of every signed-in page: roof, modules, content. Presentation alone; works without JavaScript. */
export function Shell({
  nav,
  school,
  me,
  persons,
  pupils = [],
  search,
  bell,
  banner,
  children,
  ...account
}: ShellProps) {
  return (
    <div className="shell">
      <SkipLink />
      <header className="roof">
        {banner}
        <div className="roof-bar">
          <NavLink aria-label="Préau, accueil" className="roof-brand" href="/accueil">
            <LogoMark />
            <span className="roof-name">Préau</span>
          </NavLink>
          <p className="roof-school">{school.name}</p>
          {pupils.length > 1 && <PupilSwitch pupils={pupils} />}
          <div className="roof-actions">
            {search}
            {bell}
            <AccountMenu me={me} persons={persons} school={school} {...account} />
          </div>
        </div>
        <Eaves />
      </header>
      <Navigation items={nav} />
      <main className="shell-main" id="contenu" tabIndex={-1}>
        {children}
      </main>
      <Toaster />
      <MenuBehaviour />
    </div>
  );
}

/** The slope under the roof. */
export function Eaves() {
  return (
    <svg aria-hidden="true" className="roof-eaves" preserveAspectRatio="none" viewBox="0 0 100 10">
      <path d="M0 0h100v1.500L0 10z" />
    </svg>
  );
}
