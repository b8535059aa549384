"use server";

import { refresh } from "next/cache";
import { actingViewer, defineAction } from "@/lib/actions/define-action";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { personHref } from "@/lib/auth/viewer";
import { endAccess, printCode, restoreAccess, saveModules, savePeriods, saveSettings, signOutDevice } from "./commands";
import { createPerson, endPerson, giveBack, savePerson } from "./editing";
import { saveGuardianship, saveJudgment } from "./guardianships";
import {
  createPersonInput,
  endPersonInput,
  giveBackInput,
  saveGuardianshipInput,
  saveJudgmentInput,
  savePersonInput,
} from "./person-schema";
import { invite } from "./invitations";
import { closePeriod, createScheme } from "./periods";
import {
  closePeriodInput,
  createSchemeInput,
  endAccessInput,
  inviteInput,
  printCodeInput,
  restoreAccessInput,
  saveModulesInput,
  savePeriodsInput,
  saveSettingsInput,
  signOutDeviceInput,
} from "./schema";

const module = "comptes";

export const endAccessAction = defineAction({
  name: "comptes.access.end",
  module,
  input: endAccessInput,
  run: endAccess,
});

export const restoreAccessAction = defineAction({
  name: "comptes.access.restore",
  module,
  input: restoreAccessInput,
  run: restoreAccess,
});

export const printCodeAction = defineAction({
  name: "comptes.code.print",
  module,
  input: printCodeInput,
  run: printCode,
});

export const inviteAction = defineAction({
  name: "comptes.invitation.send",
  module,
  input: inviteInput,
  run: invite,
});

/** Without defineAction's transaction: a sign-in is no school's, so that the command opens two of its own. */
export const signOutDeviceAction = definePublicAction({
  name: "comptes.device.sign-out",
  input: signOutDeviceInput,
  run: async (_visitor, { personne, ...input }) => {
    const acting = await actingViewer(personne);
    if (!acting.ok) return acting;
    const result = await signOutDevice(acting.value, input);
    if (result.ok) refresh();
    return result;
  },
});

export const saveModulesAction = defineAction({
  name: "comptes.modules.save",
  module,
  input: saveModulesInput,
  run: saveModules,
});

export const saveSettingsAction = defineAction({
  name: "comptes.settings.save",
  module,
  input: saveSettingsInput,
  run: saveSettings,
});

export const savePeriodsAction = defineAction({
  name: "comptes.periods.save",
  module,
  input: savePeriodsInput,
  run: savePeriods,
});

export const closePeriodAction = defineAction({
  name: "comptes.period.close",
  module,
  input: closePeriodInput,
  run: closePeriod,
});

export const createSchemeAction = defineAction({
  name: "comptes.scheme.create",
  module,
  input: createSchemeInput,
  run: createScheme,
});

export const createPersonAction = defineAction({
  name: "comptes.person.create",
  module,
  input: createPersonInput,
  run: createPerson,
});

export const savePersonAction = defineAction({
  name: "comptes.person.save",
  module,
  input: savePersonInput,
  run: savePerson,
  to: ({ personId }, viewer) => personHref(viewer, `/comptes/personnes/${personId}`),
});

export const giveBackAction = defineAction({
  name: "comptes.person.give-back",
  module,
  input: giveBackInput,
  run: giveBack,
});

export const endPersonAction = defineAction({
  name: "comptes.person.end",
  module,
  input: endPersonInput,
  run: endPerson,
});

export const saveGuardianshipAction = defineAction({
  name: "comptes.guardianship.save",
  module,
  input: saveGuardianshipInput,
  run: saveGuardianship,
});

export const saveJudgmentAction = defineAction({
  name: "comptes.judgment.save",
  module,
  input: saveJudgmentInput,
  run: saveJudgment,
});
