import { Avatar } from "@/components/ui/avatar";
import { Icon } from "@/components/ui/icons/icon";
import { SignOutForm } from "@/components/shell/sign-out-form";
import { Menu, MenuLink } from "@/components/ui/menu";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ShellProps } from "@/components/shell/types";

/** Who I am here, my other profiles, my account, my comfort, and the way out. */
export function AccountMenu({
  me,
  school,
  persons,
  accountHref,
  comfortHref,
  archivesHref,
  signOutAction,
}: Pick<ShellProps, "me" | "school" | "persons" | "accountHref" | "comfortHref" | "archivesHref" | "signOutAction">) {
  return (
    <Menu
      summary={
        <>
          <Avatar initials={me.initials} />
          <VisuallyHidden className="sm:not-sr-only">{me.name}</VisuallyHidden>
          <VisuallyHidden>, mon menu</VisuallyHidden>
          <Icon className="size-4 max-sm:hidden" name="chevron-down" />
        </>
      }
      summaryClassName="roof-trigger"
    >
      <div className="px-3 py-2 leading-snug">
        <p className="font-semibold">{me.name}</p>
        <p className="text-sm text-soft">
          {me.profileLabel}
          <br />
          {school.name}
        </p>
      </div>
      {persons.length > 1 && (
        <>
          <hr className="menu-separator" />
          <p className="menu-heading" id="menu-profils">
            Changer de profil
          </p>
          <ul aria-labelledby="menu-profils">
            {persons.map(({ id, label, sublabel, href, current }) => (
              <li key={id}>
                {/* A full load: nothing of one person may stay in the pages kept for another. */}
                <a aria-current={current || undefined} className="menu-item" href={href}>
                  <Icon name={current ? "check" : "arrow-left-right"} />
                  <span>
                    {label}
                    <span className="block text-sm text-soft">{sublabel}</span>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <hr className="menu-separator" />
      {accountHref && (
        <MenuLink href={accountHref} icon="user-round">
          Mon compte
        </MenuLink>
      )}
      <MenuLink href={comfortHref} icon="accessibility">
        Confort de lecture
      </MenuLink>
      {archivesHref && (
        <MenuLink href={archivesHref} icon="notebook-pen">
          Années passées
        </MenuLink>
      )}
      <hr className="menu-separator" />
      <SignOutForm action={signOutAction} />
    </Menu>
  );
}
