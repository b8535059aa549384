"use server";

import { cookies } from "next/headers";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { comfortCookie, comfortSchema, serializeComfort } from "@/lib/comfort";
import { env } from "@/lib/env";
import { ok } from "@/lib/errors/codes";

const oneYear = 365 * 24 * 60 * 60;

/** Remembers the reading options on this device. For everyone, signed in or not. */
export const saveComfort = definePublicAction({
  name: "confort.enregistrer",
  input: comfortSchema,
  async run(_visitor, comfort) {
    const jar = await cookies();
    jar.set(comfortCookie, serializeComfort(comfort), {
      httpOnly: true,
      maxAge: oneYear,
      path: "/",
      sameSite: "lax",
      secure: env().AUTH_URL?.startsWith("https:") ?? false,
    });
    return ok(null);
  },
});
