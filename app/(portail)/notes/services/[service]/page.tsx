import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readSheet } from "@/app/(portail)/notes/sheets";
import { SheetPage } from "@/components/notes/sheet-page";

type Props = PageProps<"/notes/services/[service]">;

async function sheetOf({ params, searchParams }: Props) {
  return readSheet((await params).service, (await readAsked(searchParams))["periode"] ?? null);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { service } = (await sheetOf(props)).sheet;
  return { title: `Notes · ${service.group} · ${service.subject}` };
}

/** The grades of a service in a period. */
export default async function Page(props: Props) {
  return <SheetPage {...await sheetOf(props)} />;
}
