import "server-only";
import { cookies } from "next/headers";
import { comfortCookie, type Comfort, serializeComfort } from "@/lib/comfort";
import { publicUrl } from "@/lib/env";

const ONE_YEAR = 365 * 24 * 60 * 60;

/** Remembers the reading options on this device. Only where cookies may be set: in an action. */
export async function setComfortCookie(comfort: Comfort): Promise<void> {
  (await cookies()).set(comfortCookie, serializeComfort(comfort), {
    httpOnly: true,
    maxAge: ONE_YEAR,
    path: "/",
    sameSite: "lax",
    secure: publicUrl().startsWith("https:"),
  });
}
