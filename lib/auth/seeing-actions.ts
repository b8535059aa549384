"use server";

import { actingViewer } from "@/lib/actions/define-action";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { currentAccount } from "@/lib/auth/context";
import { emptyInput, startSeeingInput } from "@/lib/auth/schema";
import { endSeeing, startSeeing } from "@/lib/auth/seeing";
import { fail, ok } from "@/lib/errors/codes";

/** Shows the portal as somebody else from now on. Without defineAction's transaction: a sign-in is no school's. */
export const startSeeingAction = definePublicAction({
  name: "auth.seeing.start",
  input: startSeeingInput,
  run: async (_visitor, { personne, personId }) => {
    const acting = await actingViewer(personne);
    return acting.ok ? startSeeing(acting.value, { personId }) : acting;
  },
  to: () => "/accueil",
});

/** Comes back to one's own account, on the page of who was seen. */
export const endSeeingAction = definePublicAction({
  name: "auth.seeing.end",
  input: emptyInput,
  run: async () => {
    const account = await currentAccount();
    return account ? ok(await endSeeing(account)) : fail("SIGNED_OUT");
  },
  to: (ended) => (ended ? `/comptes/personnes/${ended.seenId}?personne=${ended.byId}` : "/accueil"),
});
