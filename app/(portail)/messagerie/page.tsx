import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readMail } from "@/app/(portail)/messagerie/mail";
import { MailPage } from "@/components/messagerie/mail-page";

export const metadata: Metadata = { title: "Messagerie" };

/** My mail: received, sent, drafts, filed; or what I search in it. */
export default async function Page({ searchParams }: PageProps<"/messagerie">) {
  return <MailPage {...await readMail(await readAsked(searchParams))} />;
}
