import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { LogoMark } from "@/components/ui/logo";
import { SkipLink } from "@/components/ui/visually-hidden";
import { Eaves } from "@/components/shell/shell";

/**
 * The frame of pages without a session: sign-in, activation, reading comfort, what is not found. `wide` for pages that
 * hold more than one form.
 */
export function PublicFrame({
  wide = false,
  footer = <Link href="/confort">Confort de lecture</Link>,
  children,
}: {
  wide?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="public-frame">
      <SkipLink />
      <header className="roof">
        <div className="roof-bar">
          <Link aria-label="Préau, accueil" className="roof-brand" href="/">
            <LogoMark />
            <span className="roof-name">Préau</span>
          </Link>
        </div>
        <Eaves />
      </header>
      <main className="public-main" data-wide={wide || undefined} id="contenu" tabIndex={-1}>
        {children}
      </main>
      <footer className="public-footer">{footer}</footer>
    </div>
  );
}
