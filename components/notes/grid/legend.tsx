import { Icon } from "@/components/ui/icons/icon";
import { CODES } from "@/lib/notes/marks";

/** What may be typed in a cell, and the keys. */
export function GridLegend() {
  return (
    <details className="grid-legend">
      <summary>
        <Icon name="circle-question-mark" /> Codes et clavier
      </summary>
      <dl>
        {CODES.map(({ typed, meaning }) => (
          <div key={typed}>
            <dt>
              <kbd>{typed}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>
        <kbd>Entrée</kbd> descend, <kbd>Tab</kbd> va à droite, les flèches déplacent, <kbd>Échap</kbd> rend la valeur
        d’avant et <kbd>Ctrl Z</kbd> annule la dernière saisie. Une colonne ou un bloc copié d’un tableur se colle à
        partir de la case choisie.
      </p>
    </details>
  );
}
