import { iconNames } from "@/components/ui/icons/names";
import { Icon } from "@/components/ui/icons/icon";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";
import { RainyDay } from "@/components/ui/illustrations/rainy-day";
import { Logo } from "@/components/ui/logo";
import { ModuleIcon, moduleLooks } from "@/components/ui/module-icon";
import { Section } from "@/components/ui/section";

const colours = [
  ["Fond", "bg-ground"],
  ["Surface", "bg-surface"],
  ["Creux", "bg-sunken"],
  ["Encre", "bg-ink"],
  ["Primaire", "bg-primary"],
  ["Soleil", "bg-sun"],
  ["Toit", "bg-roof"],
  ["Danger", "bg-danger"],
  ["Succès", "bg-success"],
  ["Attention", "bg-warning"],
] as const;

/** Colours, type, icons, hues and illustrations. */
export function Foundations() {
  return (
    <>
      <Section id="couleurs" title="Couleurs">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-3 text-sm">
          {colours.map(([name, background]) => (
            <li key={name}>
              <span className={`block h-14 rounded-md border border-line ${background}`} />
              {name}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="typographie" title="Typographie">
        <div className="grid gap-3">
          <Logo />
          <p className="font-display text-3xl font-bold">Jeudi, il fait beau sous le préau</p>
          <p className="font-display text-2xl font-bold">Cahier de texte de la 5e B</p>
          <p className="font-display text-xl font-bold">À rendre pour lundi</p>
          <p>
            Un texte courant, en Atkinson Hyperlegible Next : lettres distinctes (Il1, O0, rn/m), chiffres alignés
            1 234,50 et 9 876,05. <em>L’italique</em>, <strong>le gras</strong> et <a href="#typographie">un lien</a>.
          </p>
          <p className="text-sm text-soft">Une note discrète, encore lisible par tous.</p>
        </div>
      </Section>
      <Section id="modules" note="Une icône et une teinte par module" title="Modules">
        <ul className="flex flex-wrap gap-4">
          {moduleLooks.map((slug) => (
            <li className="flex items-center gap-2 text-module" data-module={slug} key={slug}>
              <ModuleIcon slug={slug} />
              {slug}
            </li>
          ))}
        </ul>
      </Section>
      <Section id="icones" title="Icônes">
        <ul className="flex flex-wrap gap-3 text-xl text-soft">
          {iconNames.map((name) => (
            <li key={name} title={name}>
              <Icon name={name} />
            </li>
          ))}
        </ul>
      </Section>
      <Section id="illustrations" title="Illustrations">
        <div className="flex flex-wrap gap-6 [&>svg]:w-44" data-module="cahier-de-texte">
          <AllDone />
          <BlankNotebook />
          <Hopscotch />
          <PaperPlane />
          <RainyDay />
        </div>
      </Section>
    </>
  );
}
