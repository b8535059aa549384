import { Icon } from "@/components/ui/icons/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** The way to a site: beside the portal, in a tab of its own, which learns nothing of where one came from. */
export function ResourceLink({ url, title }: { url: string; title: string }) {
  return (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {title}
      <Icon className="resource-away" name="external-link" />
      <VisuallyHidden> (nouvel onglet)</VisuallyHidden>
    </a>
  );
}
