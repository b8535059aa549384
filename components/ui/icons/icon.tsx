import type { SVGProps } from "react";
import { clsx } from "clsx";
import type { IconName } from "./names";

/** Hashed by the build, so that browsers keep it for good. */
const spriteAddress = new URL("./sprite.svg", import.meta.url).pathname;

/** Props of {@link Icon}. */
export type IconProps = Omit<SVGProps<SVGSVGElement>, "children"> & { name: IconName };

/**
 * An icon of the sprite, 1.25 em wide, in the current colour. Always decorative: the words beside it, or the label of
 * the button around it, carry the meaning.
 */
export function Icon({ name, className, ...rest }: IconProps) {
  return (
    <svg aria-hidden="true" className={clsx("icon", className)} {...rest}>
      <use href={`${spriteAddress}#${name}`} />
    </svg>
  );
}
