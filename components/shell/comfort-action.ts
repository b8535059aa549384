"use server";

import { definePublicAction } from "@/lib/actions/define-public-action";
import { rememberComfort } from "@/lib/auth/commands";
import { currentAccount } from "@/lib/auth/context";
import { comfortSchema } from "@/lib/comfort";
import { setComfortCookie } from "@/lib/comfort-cookie";
import { ok } from "@/lib/errors/codes";

/** Remembers the reading options on this device, and with the account when somebody is signed in. For everyone. */
export const saveComfort = definePublicAction({
  name: "confort.enregistrer",
  input: comfortSchema,
  async run(_visitor, comfort) {
    await setComfortCookie(comfort);
    const account = await currentAccount();
    return account && !account.seeing ? rememberComfort(account, comfort) : ok(null);
  },
});
