import "@/components/recherche/recherche.css";
import type { HitGroup } from "@/components/recherche/groups";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { moduleIcon } from "@/components/ui/module-icon";

/** The finds, kind by kind. `level` is that of the heading they stand under, plus one. */
export function Hits({ groups, level = 2 }: { groups: readonly HitGroup[]; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return groups.map(({ title, module, hits }) => (
    <section className="hits" data-module={module} key={title}>
      <Heading className="hits-title">{title}</Heading>
      <ul>
        {hits.map((hit) => (
          <li key={hit.href + hit.title}>
            <Link className="hit" href={hit.href}>
              <Icon className="text-module" name={moduleIcon(module)} />
              <span className="hit-text">
                <span className="hit-title">{hit.title}</span>
                {hit.detail && <span className="hit-detail">{hit.detail}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
