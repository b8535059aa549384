import type { Metadata } from "next";
import { readManagedList } from "@/app/(portail)/actualites/read";
import { readAsked } from "@/app/(portail)/asked";
import { ManagedPage } from "@/components/actualites/managed-page";

export const metadata: Metadata = { title: "Publications" };

/** What one has written, or what the school has published. */
export default async function Page({ searchParams }: PageProps<"/actualites/gestion">) {
  return <ManagedPage {...await readManagedList(await readAsked(searchParams))} />;
}
