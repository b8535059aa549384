import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icons/icon";

/** A document to download. A plain link: the browser fetches it, the router has no part in it. */
export function PdfLink({
  href,
  label,
  children = "Télécharger (PDF)",
  quiet = false,
}: {
  href: string;
  /** Its name where several stand in one list. */
  label?: string;
  children?: ReactNode;
  quiet?: boolean;
}) {
  return (
    <a
      aria-label={label}
      className="button"
      data-size="small"
      data-variant={quiet ? "quiet" : "secondary"}
      download
      href={href}
    >
      <Icon name="download" />
      {children}
    </a>
  );
}
