"use server";

import { defineAction } from "@/lib/actions/define-action";
import { endDelegation, giveDelegation } from "./commands";
import { appointSubstituteInput, endDelegationInput, endSubstitutionInput, giveDelegationInput } from "./schema";
import { appointSubstitute, endSubstitution } from "./substitutions";

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

export const appointSubstituteAction = defineAction({
  name: "droits.substitution.give",
  module,
  input: appointSubstituteInput,
  run: appointSubstitute,
});

export const endSubstitutionAction = defineAction({
  name: "droits.substitution.end",
  module,
  input: endSubstitutionInput,
  run: endSubstitution,
});
