import { hrefsOf as absencesHrefsOf } from "@/components/absences/address";
import { hrefsOf as newsHrefsOf } from "@/components/actualites/address";
import { hrefsOf as notebookHrefsOf } from "@/components/cahier-de-texte/address";
import { lessonHref } from "@/components/cahier-de-texte/shown";
import { hrefsOf as accountsHrefsOf } from "@/components/comptes/address";
import { hrefsOf as documentsHrefsOf } from "@/components/documents/address";
import { hrefsOf as timetableHrefsOf, subjectHref } from "@/components/emploi-du-temps/address";
import { hrefsOf as mailHrefsOf } from "@/components/messagerie/address";
import type { HitGroup } from "@/components/recherche/groups";
import { placesOf } from "@/components/recherche/places";
import { ANY_LEVEL } from "@/components/ressources/catalogue-search";
import { hrefsOf as resourcesHrefsOf } from "@/components/ressources/address";
import { personHref, type Viewer } from "@/lib/auth/viewer";
import type { HomeworkItem, Lesson } from "@/lib/cahier-de-texte/types";
import { roleWords } from "@/lib/comptes/wording";
import type { Subject } from "@/lib/emploi-du-temps/types";
import { hasWords, wordsOf } from "@/lib/fold";
import type { Found } from "@/lib/recherche/types";
import { kindName } from "@/lib/ressources/rules";
import { excerpt } from "@/lib/rich-text/text";
import { dayIn, fromDbInstant } from "@/lib/time/day";
import { formatDay, formatName } from "@/lib/time/format";

/** What is told of a text, in characters. */
const EXCERPT = 100;

const timetableOf: Record<Subject["kind"], string> = {
  student: "Emploi du temps de l’élève",
  division: "Emploi du temps de la classe",
  teacher: "Emploi du temps du professeur",
  room: "Emploi du temps de la salle",
};

/** What a search found, kind by kind, with the addresses that its reader needs; kinds without a find are left out. */
export function showFound(viewer: Viewer, typed: string, found: Found): HitGroup[] {
  const words = wordsOf(typed);
  const hrefOf = notebookHrefsOf(viewer, {});
  const timetableHrefOf = timetableHrefsOf(viewer);
  const dayOf = (instant: string) => formatDay(dayIn(viewer.school.timeZone, fromDbInstant(new Date(instant))));
  const groups: HitGroup[] = [
    {
      title: "Pages",
      module: "accueil",
      hits: placesOf(viewer)
        .filter(({ title, otherWords }) => words.length > 0 && hasWords(`${title} ${otherWords}`, words))
        .map(({ title, path }) => ({ title, detail: "", href: personHref(viewer, path) })),
    },
    {
      title: "Emplois du temps",
      module: "emploi-du-temps",
      hits: found.timetables.map((subject) => ({
        title: subject.label,
        detail: timetableOf[subject.kind],
        href: subjectHref(timetableHrefOf, subject),
      })),
    },
    {
      title: "Personnes",
      module: "comptes",
      hits: found.persons.map((person) => ({
        title: formatName(person, { sorted: true }),
        detail: roleWords(person),
        href: accountsHrefsOf(viewer)(`/personnes/${person.id}`),
      })),
    },
    {
      title: "Absences des élèves",
      module: "absences",
      hits: found.pupils.map((pupil) => ({
        title: formatName(pupil, { sorted: true }),
        detail: pupil.division,
        href: absencesHrefsOf(viewer)(`/eleves/${pupil.id}`),
      })),
    },
    {
      title: "Travail à faire",
      module: "cahier-de-texte",
      hits: found.homework.map((homework) => ({
        title: titleOf(homework, `pour ${formatDay(homework.dueOn)}`),
        detail: excerpt(homework.content, EXCERPT),
        href: homework.sessionId ? lessonHref(hrefOf, homework.sessionId) : hrefOf(),
      })),
    },
    {
      title: "Séances",
      module: "cahier-de-texte",
      hits: found.lessons.map((lesson) => ({
        title: titleOf(lesson, formatDay(lesson.day)),
        detail: lesson.content ? excerpt(lesson.content, EXCERPT) : "",
        href: lessonHref(hrefOf, lesson.id),
      })),
    },
    {
      title: "Messages",
      module: "messagerie",
      hits: found.messages.map(({ threadId, subject, who, at, excerpt: begins }) => ({
        title: subject,
        detail: [who, dayOf(at), begins].filter(Boolean).join(" · "),
        href: mailHrefsOf(viewer)(`/${threadId}`),
      })),
    },
    {
      title: "Documents",
      module: "documents",
      hits: found.documents.map(({ id, name, author, createdAt }) => ({
        title: name,
        detail: `${author} · ${dayOf(createdAt)}`,
        href: documentsHrefsOf(viewer)(`/fichiers/${id}`),
      })),
    },
    {
      title: "Actualités",
      module: "actualites",
      hits: found.news.map(({ id, title, author, publishedFrom }) => ({
        title,
        detail: `${author} · ${dayOf(publishedFrom)}`,
        href: newsHrefsOf(viewer)(`/${id}`),
      })),
    },
    {
      title: "Ressources",
      module: "ressources",
      hits: found.resources.map(({ title, publisher, kind }) => ({
        title,
        detail: `${kindName(kind)} · ${publisher}`,
        href: resourcesHrefsOf(viewer)("", { mots: title, niveau: ANY_LEVEL }),
      })),
    },
  ];
  return groups.filter(({ hits }) => hits.length > 0);
}

/** «Français · 6A · pour jeu. 19 nov.» */
function titleOf({ subject, group }: HomeworkItem | Lesson, when: string): string {
  return [subject, group, when].join(" · ");
}
