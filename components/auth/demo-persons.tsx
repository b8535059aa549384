"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { Icon } from "@/components/ui/icons/icon";
import { IDLE } from "@/lib/actions/form";
import { demoSignInAction } from "@/lib/auth/actions";

/** One of the demo's persons. */
export interface DemoPerson {
  login: string;
  label: string;
  description: string;
}

/** The demo's persons, each one press away. One form: the button pressed says who. */
export function DemoPersons({ persons, retour }: { persons: readonly DemoPerson[]; retour: string | undefined }) {
  const [state, action] = useActionState(demoSignInAction, IDLE);
  return (
    <form action={action} className="grid gap-3">
      <FormErrors message={failureOf(state).message} />
      {retour && <input name="retour" type="hidden" value={retour} />}
      <ul className="grid gap-2 sm:grid-cols-2">
        {persons.map(({ login, label, description }) => (
          <li className="grid" key={login}>
            <button
              className="flex min-h-16 cursor-pointer items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-start hover:border-primary"
              name="login"
              type="submit"
              value={login}
            >
              <span className="min-w-0 flex-1">
                <span className="block font-bold">{label}</span>
                <span className="block text-sm text-soft">{description}</span>
              </span>
              <Icon className="text-primary" name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
