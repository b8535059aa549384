/**
 * What a person does in a form before its page lives: on a slow line, the first letters come before the scripts. React
 * knows nothing of them (https://github.com/facebook/react/issues/12955), so they are noted and done again as events.
 */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const CONTROLS = "input:not([type=hidden]), textarea, select";

/** What was done in a form, by the places of its parts. */
export interface Done {
  /** The controls that differ from what the server sent. */
  changed: ReadonlyMap<string, Control>;
  unfolded: readonly string[];
  focused: { place: string; from: number | null; to: number | null } | null;
}

/** Notes what was typed, ticked, attached and unfolded under an element, and where the caret stands. */
export function whatWasDone(root: HTMLElement): Done {
  const controls = [...placesOf<Control>(root, CONTROLS)];
  const focused = controls.find(([, control]) => control === document.activeElement);
  return {
    changed: new Map(controls.filter(([, control]) => isChanged(control))),
    unfolded: [...placesOf<HTMLDetailsElement>(root, "details")].flatMap(([place, { open }]) => (open ? [place] : [])),
    focused: focused ? { place: focused[0], ...caretOf(focused[1]) } : null,
  };
}

/** Does it again under another element with the same parts; what has no counterpart there is left. */
export function doAgain(root: HTMLElement, { changed, unfolded, focused }: Done): void {
  const folds = placesOf<HTMLDetailsElement>(root, "details");
  for (const place of unfolded) folds.get(place)?.setAttribute("open", "");
  for (const [place, before] of changed) {
    // Looked for each time: a box that is ticked may make others appear.
    const control = placesOf<Control>(root, CONTROLS).get(place);
    if (control) repeat(control, before);
  }
  const control = focused && placesOf<Control>(root, CONTROLS).get(focused.place);
  if (!control) return;
  control.focus({ preventScroll: true });
  if (focused.from !== null && "setSelectionRange" in control) control.setSelectionRange(focused.from, focused.to);
}

function isChanged(control: Control): boolean {
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control instanceof HTMLSelectElement) {
    return (
      [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected) && !isFirst(control)
    );
  }
  if (control.type === "file") return (control.files?.length ?? 0) > 0;
  return isTicked(control) ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
}

/** A list where the server chose nothing shows its first line, which nobody chose. */
function isFirst({ options, selectedIndex }: HTMLSelectElement): boolean {
  return selectedIndex === 0 && ![...options].some(({ defaultSelected }) => defaultSelected);
}

function repeat(control: Control, before: Control): void {
  if (control instanceof HTMLInputElement && before instanceof HTMLInputElement) {
    if (isTicked(control)) {
      if (control.checked !== before.checked) control.click();
      return;
    }
    if (control.type === "file") {
      control.files = before.files;
      control.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
  }
  // React notes what it sets itself on the element: it must not take this for its own.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set?.call(control, before.value);
  control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
}

const isTicked = ({ type }: HTMLInputElement) => type === "checkbox" || type === "radio";

function caretOf(control: Control): { from: number | null; to: number | null } {
  if (control instanceof HTMLSelectElement) return { from: null, to: null };
  return { from: control.selectionStart, to: control.selectionEnd };
}

/** The parts of a form by what they are and, among their like, in which order. */
function placesOf<Part extends Control | HTMLDetailsElement>(root: HTMLElement, selector: string): Map<string, Part> {
  const places = new Map<string, Part>();
  for (const part of root.querySelectorAll<Part>(selector)) {
    const kind = [part.tagName, ...kindOf(part)].join(" ");
    let order = 0;
    while (places.has(`${kind} ${order}`)) order++;
    places.set(`${kind} ${order}`, part);
  }
  return places;
}

function kindOf(part: Control | HTMLDetailsElement): string[] {
  if (part instanceof HTMLDetailsElement) return [part.querySelector("summary")?.textContent ?? ""];
  if (part instanceof HTMLInputElement && isTicked(part)) return [part.type, part.value];
  return [part.type, part.id || part.name];
}
