import "@/components/ressources/ressources.css";
import { GivenList, type ShownGiven } from "@/components/ressources/given-list";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { IsoDay } from "@/lib/time/day";

/** What a pupil's home shows of its classes' resources. */
export interface HomeResourcesProps {
  given: readonly ShownGiven[];
  today: IsoDay;
  href: string;
}

/** What the pupil's teachers gave to look at now; nothing at all when nothing was. */
export function HomeResources({ given, today, href }: HomeResourcesProps) {
  if (given.length === 0) return null;
  return (
    <Section
      action={<Link href={href}>Toutes les ressources</Link>}
      className="home-resources"
      data-module="ressources"
      id="ressources"
      title="Ressources données"
    >
      <GivenList given={given} label="Ressources données" today={today} />
    </Section>
  );
}
