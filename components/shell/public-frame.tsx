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
  footer = <PublicLinks />,
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

/** What the law wants within reach of every page, and reading comfort. */
function PublicLinks() {
  return (
    <>
      <Link href="/confort">Confort de lecture</Link>
      <Link href="/accessibilite">Accessibilité{"\u202F"}: partiellement conforme</Link>
      <Link href="/donnees-personnelles">Données personnelles</Link>
      <Link href="/mentions-legales">Mentions légales</Link>
    </>
  );
}
