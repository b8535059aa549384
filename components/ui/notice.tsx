import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** What a message is about; each tone has its icon and its word, so that colour is never alone. */
export type NoticeTone = "info" | "success" | "warning" | "danger";

const looks: Record<NoticeTone, { icon: IconName; word: string }> = {
  info: { icon: "info", word: "Information" },
  success: { icon: "circle-check", word: "Succès" },
  warning: { icon: "triangle-alert", word: "Attention" },
  danger: { icon: "circle-x", word: "Erreur" },
};

/**
 * A message in the page. `live` announces it when it appears after a gesture: `polite` for a result, `assertive` for
 * what stops the person. A message that was there from the start is not live.
 */
export function Notice({
  tone = "info",
  title,
  live,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"div">, "title"> & { tone?: NoticeTone; title?: ReactNode; live?: "polite" | "assertive" }) {
  const { icon, word } = looks[tone];
  const role = live && (live === "assertive" ? "alert" : "status");
  return (
    <div className={clsx("notice", className)} data-tone={tone} role={role} {...rest}>
      <Icon name={icon} />
      <div>
        <VisuallyHidden>{`${word}\u202F: `}</VisuallyHidden>
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
