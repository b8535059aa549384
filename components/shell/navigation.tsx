import { Icon } from "@/components/ui/icons/icon";
import { Menu } from "@/components/ui/menu";
import { moduleIcon } from "@/components/ui/module-icon";
import { NavLink } from "@/components/shell/nav-link";
import type { NavItem } from "@/components/shell/types";

/** What the thumb reaches: five targets of 64 px in 360. */
const barPlaces = 5;

/**
 * The modules: one list, which is a bar at the bottom of a phone and a rail at the left of a screen. When they don't all
 * fit in the bar, its last place is «Plus».
 */
export function Navigation({ items }: { items: readonly NavItem[] }) {
  const more = items.length > barPlaces ? items.slice(barPlaces - 1) : [];
  return (
    <nav aria-label="Modules" className="navigation">
      <ul>
        {items.map((item, index) => (
          <li data-more={(more.length > 0 && index >= barPlaces - 1) || undefined} key={item.slug}>
            <ModuleLink {...item} />
          </li>
        ))}
        {more.length > 0 && (
          <li className="navigation-more">
            <Menu
              summary={
                <>
                  <Icon name="ellipsis" />
                  Plus
                </>
              }
              summaryClassName="nav-link"
            >
              <ul>
                {more.map(({ slug, title, href }) => (
                  <li key={slug}>
                    <NavLink className="menu-item" data-module={slug} href={href}>
                      <Icon className="text-module" name={moduleIcon(slug)} />
                      {title}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </Menu>
          </li>
        )}
      </ul>
    </nav>
  );
}

function ModuleLink({ slug, title, href }: NavItem) {
  return (
    <NavLink className="nav-link" data-module={slug} href={href}>
      <Icon name={moduleIcon(slug)} />
      <span>{title}</span>
    </NavLink>
  );
}
