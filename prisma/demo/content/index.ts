import { arts, eps, musique } from "@/prisma/demo/content/arts";
import { allemand, anglais, espagnol } from "@/prisma/demo/content/languages";
import { francais, histoire, latin } from "@/prisma/demo/content/letters";
import { calcul, lecture, monde, sciences } from "@/prisma/demo/content/primary";
import { maths, physique, svt, techno } from "@/prisma/demo/content/sciences";
import type { SubjectContent } from "@/prisma/demo/content/types";
import type { SubjectKey } from "@/prisma/demo/curriculum";

/** What the collège teaches. */
export const COLLEGE_CONTENT: Readonly<Record<SubjectKey, SubjectContent>> = {
  francais,
  maths,
  histoire,
  anglais,
  espagnol,
  allemand,
  svt,
  physique,
  techno,
  eps,
  arts,
  musique,
  latin,
};

/** What the primary school teaches, by the keys of its subjects. */
export const PRIMARY_CONTENT: Readonly<Record<string, SubjectContent>> = {
  lecture,
  calcul,
  monde,
  sciences,
  anglais: { ...anglais, chapters: { "*": anglais.chapters["6e"] ?? [] }, homeworkRate: 0 },
  eps: { ...eps, chapters: { "*": eps.chapters["6e"] ?? [] }, homeworkRate: 0 },
  arts: { ...arts, homeworkRate: 0 },
};
