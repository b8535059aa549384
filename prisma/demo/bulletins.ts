import { insertRows } from "@/lib/db/bulk";
import type { Db } from "@/lib/db/types";
import { SHOWCASED } from "@/prisma/demo/families";
import type { Random } from "@/prisma/demo/random";

/** Before the councils of the term, most of what bulletins need is still to be written: of each class, this share of its services. */
const WRITTEN = 0.3;
/** In the classes that visitors open, more of it is. */
const WRITTEN_SHOWCASED = 0.65;
/** Of these classes, the share of pupils of whom the main teacher has prepared the council. */
const PREPARED = 0.4;
/** Services that a visitor finds half written: those of the demo's own teacher. */
const HALF_WRITTEN_SUBJECT = "061300";

/** What teachers write, by the share of points from which they do; «{p}» is the pupil. */
const WORDS: readonly { from: number; openings: readonly string[]; advice: readonly string[] }[] = [
  {
    from: 0.75,
    openings: [
      "Excellent trimestre.",
      "Un travail remarquable de régularité.",
      "{p} montre beaucoup d’aisance, à l’écrit comme à l’oral.",
      "Très bon ensemble, une participation précieuse pour la classe.",
    ],
    advice: [
      "Bravo\u202F!",
      "Il faut poursuivre ainsi.",
      "C’est un plaisir de voir {p} progresser.",
      "Toutes nos félicitations.",
    ],
  },
  {
    from: 0.55,
    openings: [
      "Bon trimestre.",
      "Un travail sérieux dans l’ensemble.",
      "{p} participe volontiers et cherche à comprendre.",
      "Des résultats satisfaisants, en progrès depuis la rentrée.",
    ],
    advice: [
      "Relire plus attentivement les consignes permettra d’aller plus loin.",
      "L’écrit demande encore un peu de précision.",
      "Il faut garder ce rythme.",
      "Un apprentissage plus régulier des leçons ferait la différence.",
    ],
  },
  {
    from: 0.4,
    openings: [
      "Ensemble moyen.",
      "Des résultats irréguliers ce trimestre.",
      "{p} a des capacités qui ne se voient pas encore à l’écrit.",
      "Un trimestre en demi-teinte.",
    ],
    advice: [
      "Un travail plus régulier à la maison est nécessaire.",
      "Il faut oser poser des questions en classe.",
      "Les efforts des dernières semaines sont encourageants.",
      "L’attention en classe doit être plus soutenue.",
    ],
  },
  {
    from: 0,
    openings: [
      "Trimestre difficile.",
      "{p} rencontre des difficultés qui peuvent se surmonter.",
      "Les bases ne sont pas encore acquises.",
    ],
    advice: [
      "L’aide proposée le jeudi est vivement conseillée.",
      "Il faut reprendre chaque leçon le soir même, et demander de l’aide.",
      "Nous comptons sur un sursaut au prochain trimestre.",
    ],
  },
];

const COUNCIL: readonly string[] = [
  "Un ensemble très satisfaisant. Le conseil salue le sérieux et l’investissement de {p}.",
  "Un bon trimestre, que quelques efforts de méthode rendraient meilleur encore.",
  "Un bilan contrasté\u202F: {p} réussit quand le travail est régulier.",
  "Le conseil encourage {p} à demander de l’aide dès que c’est nécessaire.",
];

/**
 * What is written for the bulletins of the running period, a little before the councils: nothing is published. Written after the grades,
 * so that words and figures agree.
 */
export async function bulletinStory(db: Db, schoolId: string, at: Date, random: Random): Promise<void> {
  const period = await db.period.findFirst({
    where: { schoolId, startsOn: { lte: at }, endsOn: { gt: at } },
    select: { id: true },
  });
  if (!period) return;
  const periodId = period.id;
  const shares = await db.$queryRaw<{ service_id: string; student_id: string; share: number }[]>`
    SELECT a.service_id, g.student_id, avg(g.points / a.out_of)::float AS share
    FROM grade g JOIN assessment a ON a.school_id = g.school_id AND a.id = g.assessment_id
    WHERE g.school_id = ${schoolId}::uuid AND a.period_id = ${periodId}::uuid AND g.points IS NOT NULL
    GROUP BY a.service_id, g.student_id`;
  const graded = new Set(shares.map((row) => row.student_id));
  const shareOf = new Map(shares.map((row) => [`${row.service_id}/${row.student_id}`, row.share]));
  const groups = await db.group.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, year: { startsOn: { lte: at }, endsOn: { gt: at } } },
    select: {
      id: true,
      code: true,
      kind: true,
      mainTeachers: { select: { teacherId: true }, take: 1 },
      enrollments: {
        where: { startsOn: { lte: at }, OR: [{ endsOn: null }, { endsOn: { gt: at } }] },
        select: { student: { select: { id: true, firstName: true } } },
        orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
      },
      services: {
        select: { id: true, subject: { select: { code: true } }, teachers: { select: { teacherId: true }, take: 1 } },
        orderBy: { subject: { code: "asc" } },
      },
    },
    orderBy: { code: "asc" },
  });
  const showcased = new Set<string>([SHOWCASED.lina.division, SHOWCASED.hugo.division]);
  const appreciations: object[] = [];
  const council: object[] = [];
  for (const { id: divisionId, code, kind, mainTeachers, enrollments, services } of groups) {
    const isShown = showcased.has(code);
    for (const { id: serviceId, subject, teachers } of services) {
      const [teacher] = teachers;
      const isHalf = isShown && subject.code === HALF_WRITTEN_SUBJECT;
      if (!teacher || !(random.chance(isShown ? WRITTEN_SHOWCASED : WRITTEN) || isHalf)) continue;
      const written = isHalf ? enrollments.slice(0, Math.ceil(enrollments.length / 2)) : enrollments;
      for (const { student } of written) {
        const share = shareOf.get(`${serviceId}/${student.id}`);
        if (share === undefined) continue;
        const text = wordsFor(share, student.firstName, random);
        const key = { schoolId, serviceId, studentId: student.id, periodId };
        appreciations.push({ ...key, text, authorId: teacher.teacherId, updatedAt: at.toISOString() });
      }
    }
    const [main] = mainTeachers;
    if (kind !== "DIVISION" || !isShown || !main) continue;
    for (const { student } of enrollments.slice(0, Math.ceil(enrollments.length * PREPARED))) {
      if (!graded.has(student.id)) continue;
      const text = random.pick(COUNCIL).replaceAll("{p}", student.firstName);
      const key = { schoolId, divisionId, studentId: student.id, periodId };
      council.push({ ...key, text, authorId: main.teacherId, updatedAt: at.toISOString() });
    }
  }
  await insertRows(db, "appreciation", appreciations);
  await insertRows(db, "council_appreciation", council);
}

function wordsFor(share: number, firstName: string, random: Random): string {
  const words = WORDS.find(({ from }) => share >= from) ?? WORDS[0];
  if (!words) return "";
  const text = `${random.pick(words.openings)} ${random.pick(words.advice)}`;
  return text.replaceAll("{p}", firstName);
}
