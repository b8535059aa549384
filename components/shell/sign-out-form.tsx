"use client";

import type { ComponentProps } from "react";
import { dropAllDrafts } from "@/components/forms/drafts";
import { MenuButton } from "@/components/ui/menu";

/** The way out. Whoever takes it leaves nothing of theirs on a device that others use. */
export function SignOutForm({ action }: Pick<ComponentProps<"form">, "action">) {
  return (
    <form action={action} onSubmit={() => dropAllDrafts(localStorage)}>
      <MenuButton icon="log-out" type="submit">
        Se déconnecter
      </MenuButton>
    </form>
  );
}
