import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hrefsOf } from "@/components/notes/address";
import { requireViewerOf, withViewer } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { gradeSheet, sheetOfAssessment } from "@/lib/notes/queries";
import { today } from "@/lib/school/rules";

/** The sheet of a service, read once for the title and the page. */
export const readSheet = cache(async (serviceId: string, periodId: string | null) => {
  const sheet = await withViewer("notes", (ctx) => gradeSheet(ctx, serviceId, periodId));
  return sheet ? { sheet, ...(await standing()) } : notFound();
});

/** An assessment with the sheet that it is on, read once for the title and the page. */
export const readAssessment = cache(async (assessmentId: string) => {
  const sheet = await withViewer("notes", (ctx) => sheetOfAssessment(ctx, assessmentId));
  const assessment = sheet?.assessments.find(({ id }) => id === assessmentId);
  if (!sheet || !assessment) notFound();
  const viewer = await requireViewerOf("notes");
  return {
    sheet,
    assessment,
    ...(await standing()),
    timeZone: viewer.school.timeZone,
    operationIds: [newId(), newId(), newId()] as const,
  };
});

/** What the form of a new assessment starts with; absent for who may not write the service. */
export const readNewAssessment = cache(async (serviceId: string, periodId: string | null) => {
  const read = await withViewer("notes", async (ctx) => ({
    sheet: await gradeSheet(ctx, serviceId, periodId),
    day: today(ctx),
  }));
  const { sheet } = read;
  if (sheet?.readOnly !== null) notFound();
  return { sheet, day: read.day, operationId: newId(), ...(await standing()) };
});

/** How a service counts, for who teaches it; absent for anybody else. */
export const readServiceSettings = cache(async (serviceId: string) => {
  const sheet = await withViewer("notes", (ctx) => gradeSheet(ctx, serviceId, null));
  if (!sheet || sheet.readOnly === "NOT_TEACHING") notFound();
  return { sheet, operationId: newId(), ...(await standing()) };
});

async function standing() {
  const viewer = await requireViewerOf("notes");
  return { personId: viewer.person.id, hrefOf: hrefsOf(viewer) };
}
