import type { ReactNode } from "react";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import type { Voice } from "@/components/cahier-de-texte/shown";
import { ChildChoices } from "@/components/shell/child-choices";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

/** The three ways into a log: what is left to do, the lessons week by week, the lessons of a subject. */
export const notebookTabs = [
  { path: "", label: "À faire" },
  { path: "/seances", label: "Séances" },
  { path: "/matieres", label: "Matières" },
] as const;

/** A child or a class whose log may be shown, with the address of the same page for it. */
export interface NotebookChoice {
  id: string;
  label: string;
  level: string | null;
  href: string;
  current: boolean;
}

/** What the frame of a page of the module shows, whatever it holds. */
export interface NotebookFrameProps {
  voice: Voice;
  path: (typeof notebookTabs)[number]["path"];
  /** The child or class shown; null for all of a guardian's children, or for a pupil's own. */
  subject: string | null;
  choices: readonly NotebookChoice[];
  /** Staff read one class at a time. */
  mustChoose: boolean;
  hrefOf: HrefOf;
}

/** Title, tabs, the choice of child or class, and the page itself. */
export function NotebookFrame({
  frame,
  lead,
  children,
}: {
  frame: NotebookFrameProps;
  lead?: ReactNode;
  children: ReactNode;
}) {
  const { voice, path, subject, choices, mustChoose, hrefOf } = frame;
  if (mustChoose) return <ClassChoice choices={choices} />;
  return (
    <div data-module="cahier-de-texte">
      <PageHeader
        crumbs={voice === "staff" ? [{ label: "Toutes les classes", href: hrefOf("", { classe: undefined }) }] : []}
        lead={lead}
        title={subject ? `Cahier de texte · ${subject}` : "Cahier de texte"}
      />
      <div className="notebook-bar">
        <Tabs
          label="Parties du cahier de texte"
          tabs={notebookTabs.map((tab) => ({ label: tab.label, href: hrefOf(tab.path), current: tab.path === path }))}
        />
        {voice === "guardian" && <ChildChoices choices={choices} />}
      </div>
      {children}
    </div>
  );
}

/** The classes that a member of staff reads, by level. */
function ClassChoice({ choices }: { choices: readonly NotebookChoice[] }) {
  const levels = [...new Set(choices.map(({ level }) => level))];
  return (
    <div data-module="cahier-de-texte">
      <PageHeader
        lead={choices.length > 0 ? "Choisissez une classe pour lire ses séances et son travail à faire." : undefined}
        title="Cahier de texte"
      />
      {choices.length === 0 && (
        <EmptyState illustration={<BlankNotebook />} title="Aucun cahier de texte à lire">
          Les cahiers de texte sont lus par l’équipe de chaque classe, la vie scolaire et la direction.
        </EmptyState>
      )}
      {levels.map((level) => (
        <section className="section" key={level}>
          {levels.length > 1 && <h2 className="section-title mb-3">{level ?? "Autres classes"}</h2>}
          <ul className="tiles">
            {choices
              .filter((choice) => choice.level === level)
              .map((choice) => (
                <li key={choice.id}>
                  <Link className="tile" href={choice.href}>
                    {choice.label}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
