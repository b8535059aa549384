import type { Metadata } from "next";
import { readFollowUp } from "@/app/(portail)/actualites/read";
import { readAsked } from "@/app/(portail)/asked";
import { FollowUpPage } from "@/components/actualites/follow-up-page";

export const metadata: Metadata = { title: "Qui a confirmé" };

/** Who has confirmed a piece of news, and who has not. */
export default async function Page({ params, searchParams }: PageProps<"/actualites/[actualite]/suivi">) {
  return <FollowUpPage {...await readFollowUp((await params).actualite, await readAsked(searchParams))} />;
}
