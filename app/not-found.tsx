import type { Metadata } from "next";
import { Absence } from "@/components/shell/absence";

export const metadata: Metadata = { title: "Page introuvable" };

/** Every address that leads nowhere, or nowhere for this person. */
export default function NotFound() {
  return <Absence />;
}
