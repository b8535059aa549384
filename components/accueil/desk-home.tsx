import { FiguresCard, type FiguresCardProps } from "@/components/absences/home-cards";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";

/** What the home of the vie scolaire's office shows. */
export interface DeskHomeProps extends CommonHome {
  absences: FiguresCardProps | null;
}

/** The home of the vie scolaire's office: what happens now. */
export function DeskHome({ absences, news, ...top }: DeskHomeProps) {
  return (
    <>
      <HomeTop {...top} news={news}>
        {absences && <FiguresCard {...absences} />}
      </HomeTop>
      <HomeNews {...news} />
    </>
  );
}
