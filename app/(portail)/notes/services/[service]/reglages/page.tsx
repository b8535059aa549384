import type { Metadata } from "next";
import { readServiceSettings } from "@/app/(portail)/notes/sheets";
import { ServiceSettingsPage } from "@/components/notes/service-settings-page";

export const metadata: Metadata = { title: "Réglages du service" };

/** How a service counts: its scale, its rounding, its parts. */
export default async function Page({ params }: PageProps<"/notes/services/[service]/reglages">) {
  const read = await readServiceSettings((await params).service);
  return <ServiceSettingsPage {...read} />;
}
