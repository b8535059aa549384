import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hrefsOf } from "@/components/comptes/address";
import { PersonPage } from "@/components/comptes/person-page";
import { withViewer } from "@/lib/auth/context";
import { accountFile, personFile, personHistory } from "@/lib/comptes/queries";
import { isId, newId } from "@/lib/db/id";
import { personRights } from "@/lib/droits/queries";
import { hasMail } from "@/lib/mail/mailer";
import { today } from "@/lib/school/rules";
import { formatName } from "@/lib/time/format";

type Props = PageProps<"/comptes/personnes/[personne]">;

/** Read once for the title and the page; the account in a transaction of its own, after the school's. */
const readPerson = cache(async (id: string) => {
  const { viewer, ...read } = await withViewer("comptes", async (ctx) => {
    const person = isId(id) ? await personFile(ctx, id) : null;
    if (!person) notFound();
    const [history, rights] = [await personHistory(ctx, id), await personRights(ctx, id)];
    return { viewer: ctx.viewer, person, history, rights, today: today(ctx) };
  });
  return { ...read, viewer, account: await accountFile(viewer, read.person) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: formatName((await readPerson((await params).personne)).person) };
}

/** A person of the school. */
export default async function Page({ params }: Props) {
  const { viewer, ...read } = await readPerson((await params).personne);
  const acting = { actingId: viewer.person.id, operationId: newId(), timeZone: viewer.school.timeZone };
  return <PersonPage {...read} {...acting} hasMail={hasMail()} hrefOf={hrefsOf(viewer)} />;
}
