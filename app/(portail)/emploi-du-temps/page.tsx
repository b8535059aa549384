import type { Metadata } from "next";
import { cache } from "react";
import { readAsked } from "@/app/(portail)/asked";
import { readTimetable } from "@/app/(portail)/emploi-du-temps/timetable";
import { FamilyDay } from "@/components/emploi-du-temps/family-day";
import { TimetablePage } from "@/components/emploi-du-temps/timetable-page";

type Props = PageProps<"/emploi-du-temps">;

/** Read once for the title and the page: what identifies it is text, so that both ask for the same. */
const readOnce = cache(async (query: string) => readTimetable(Object.fromEntries(new URLSearchParams(query))));

async function timetableOf({ searchParams }: Props) {
  const known = Object.entries(await readAsked(searchParams)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return readOnce(new URLSearchParams(known).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await timetableOf(props)).frame.title };
}

/** A week of lessons: mine, my child's, a class's, a colleague's, a room's; or the day of all my children. */
export default async function Page(props: Props) {
  const read = await timetableOf(props);
  return read.kind === "family" ? <FamilyDay days={read.days} frame={read.frame} /> : <TimetablePage {...read} />;
}
