import type { ReactNode } from "react";
import { HomeHeader } from "@/components/accueil/home-header";
import { type HomeNewsProps, NewsToConfirm } from "@/components/actualites/home-news";
import { type HomeMail, UnreadCard } from "@/components/messagerie/unread-card";
import { LiveRefresh } from "@/components/shell/live";
import type { IsoDay } from "@/lib/time/day";

/** What every home shows, whatever the profile. */
export interface CommonHome {
  firstName: string;
  today: IsoDay;
  mail: HomeMail;
  /** Each home says where: what must be done now comes before. */
  news: HomeNewsProps;
}

/**
 * The top of every home: who, the day, what must be done at once (`children`, news to confirm), then the mail that waits, unless
 * the bell is enough.
 */
export function HomeTop({
  firstName,
  today,
  mail,
  news,
  children,
}: Omit<CommonHome, "mail"> & { mail?: HomeMail; children?: ReactNode }) {
  return (
    <>
      <HomeHeader firstName={firstName} today={today} />
      {children}
      <NewsToConfirm {...news} />
      {mail && (
        <>
          <LiveRefresh topic="messagerie" />
          <UnreadCard {...mail} />
        </>
      )}
    </>
  );
}
