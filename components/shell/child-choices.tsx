import { clsx } from "clsx";
import { Link } from "@/components/ui/link";

/** A child whom a guardian may look at, and the page that shows it. */
export interface ChildChoice {
  id: string;
  label: string;
  href: string;
  current: boolean;
}

/** Which child a page shows, and the way to the others; nothing when there is no choice. */
export function ChildChoices({ choices, className }: { choices: readonly ChildChoice[]; className?: string }) {
  if (choices.length < 2) return null;
  return (
    <nav aria-label="Enfant affiché" className={clsx("chips", className)}>
      {choices.map(({ id, label, href, current }) => (
        <Link aria-current={current ? "true" : undefined} className="chip" href={href} key={id}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
