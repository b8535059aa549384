"use server";

import { defineAction } from "@/lib/actions/define-action";
import { endDelegation, giveDelegation } from "./commands";
import { endDelegationInput, giveDelegationInput } from "./schema";

const module = "comptes";

export const giveDelegationAction = defineAction({
  name: "droits.delegation.give",
  module,
  input: giveDelegationInput,
  run: giveDelegation,
});

export const endDelegationAction = defineAction({
  name: "droits.delegation.end",
  module,
  input: endDelegationInput,
  run: endDelegation,
});
