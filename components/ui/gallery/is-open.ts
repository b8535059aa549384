import { env } from "@/lib/env";

/** The gallery is for those who build and test Préau: never in production, unless PREAU_GALLERY asks for it. */
export function isGalleryOpen(): boolean {
  return env().NODE_ENV !== "production" || env().PREAU_GALLERY;
}
