import { FiguresCard, type FiguresCardProps } from "@/components/absences/home-cards";
import { HomeHeader } from "@/components/accueil/home-header";
import type { IsoDay } from "@/lib/time/day";

/** The home of the vie scolaire's office: what happens now. */
export function DeskHome({
  firstName,
  today,
  absences,
}: {
  firstName: string;
  today: IsoDay;
  absences: FiguresCardProps | null;
}) {
  return (
    <>
      <HomeHeader firstName={firstName} today={today} />
      {absences && <FiguresCard {...absences} />}
    </>
  );
}
