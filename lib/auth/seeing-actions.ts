"use server";

import { revalidatePath } from "next/cache";
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
    if (!acting.ok) return acting;
    const started = await startSeeing(acting.value, { personId });
    if (started.ok) forgetPages();
    return started;
  },
  to: () => "/accueil",
});

/** Comes back to one's own account, on the page of who was seen. */
export const endSeeingAction = definePublicAction({
  name: "auth.seeing.end",
  input: emptyInput,
  run: async () => {
    const account = await currentAccount();
    if (!account) return fail("SIGNED_OUT");
    const ended = await endSeeing(account);
    forgetPages();
    return ok(ended);
  },
  to: (ended) => (ended ? `/comptes/personnes/${ended.seenId}?personne=${ended.byId}` : "/accueil"),
});

/** Nothing of one person may stay in the pages, or the frame around them, that a browser keeps for another. */
function forgetPages(): void {
  revalidatePath("/", "layout");
}
