import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ComfortForm } from "@/components/shell/comfort-form";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { comfortCookie, parseComfort } from "@/lib/comfort";

export const metadata: Metadata = { title: "Confort de lecture" };

/** Reading comfort, for everyone, signed in or not: the page itself is the sample text. */
export default async function ComfortPage() {
  const comfort = parseComfort((await cookies()).get(comfortCookie)?.value);
  return (
    <PublicFrame footer={<Link href="/">Retour à l’accueil</Link>} wide>
      <PageHeader
        lead="Choisissez ce qui se lit le mieux : cette page change aussitôt, les autres quand vous enregistrez."
        title="Confort de lecture"
      />
      <ComfortForm comfort={comfort} />
    </PublicFrame>
  );
}
