import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/comptes/address";
import { ActivationPage, SheetsPage } from "@/components/comptes/activation-page";
import { withViewer } from "@/lib/auth/context";
import { activationCounts } from "@/lib/comptes/queries";
import { sheetPersons } from "@/lib/comptes/sheets";
import { isId, newId } from "@/lib/db/id";
import { errorMessages } from "@/lib/errors/codes";
import { hasMail } from "@/lib/mail/mailer";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Activation" };

/** How far the classes have come; with `classe`, one of them and its sheets. */
export default async function Page({ searchParams }: PageProps<"/comptes/activation">) {
  const { classe, avis } = await readAsked(searchParams);
  const read = await withViewer("comptes", async (ctx) => {
    const common = {
      hrefOf: hrefsOf(ctx.viewer),
      personId: ctx.viewer.person.id,
      operationId: newId(),
      hasMail: hasMail(),
    };
    if (!classe) return { kind: "all" as const, ...common, counts: await activationCounts(ctx) };
    const divisionId = isId(classe) ? classe : null;
    const found = divisionId || classe === "personnels" ? await sheetPersons(ctx, divisionId) : null;
    if (!found) notFound();
    const when = { today: today(ctx), now: ctx.now, timeZone: ctx.viewer.school.timeZone };
    return { kind: "one" as const, ...common, ...when, divisionId, ...found };
  });
  if (read.kind === "all") return <ActivationPage {...read} />;
  return <SheetsPage {...read} problem={isCode(avis) ? avis : null} />;
}

function isCode(text: string | undefined): text is keyof typeof errorMessages {
  return text !== undefined && Object.hasOwn(errorMessages, text);
}
