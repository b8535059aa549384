import type { Context } from "@/lib/auth/context";
import {
  findDraft,
  findFile,
  findReport,
  findThread,
  listDrafts,
  listMail,
  listReports,
  searchMail,
  unreadCount,
} from "@/lib/messagerie/queries";
import { offeredRecipients, resolveRecipients, searchRecipients } from "@/lib/messagerie/recipients";
import { quietHoursEnd } from "@/lib/messagerie/sending";
import { newId } from "@/lib/db/id";
import { type ReadRow, REST, told } from "@/tests/access/matrix";

// Whose mail is read, and whom one may write to: lib/messagerie/access.ts. The world's mail is a circular of the maths teacher to
// alice's guardians, and a question of alice to her teacher of French.

const QUERIES = "messagerie/queries";
const RECIPIENTS = "messagerie/recipients";
const TEACHERS_OF_6A = "mathsTeacher frenchTeacher substitute";
const CHOSEN_BY_ANYBODY = "head deputy cpe secretary";
/** Staff of the school who write to anybody in it. */
const STAFF = `${TEACHERS_OF_6A} teacherOf6B formerSubstitute ${CHOSEN_BY_ANYBODY} aed aesh admin`;
const FAMILIES = "alice adam basile aliceGuardian1 aliceGuardian2 basileGuardian1";
const GUARDIANS = "aliceGuardian1 aliceGuardian2";
/** Level 3, and who was guardian until October. */
const NOBODY = "aliceGuardian3 aliceFormerGuardian";

const subjects = (lines: readonly { subject: string }[]) => told(lines.map(({ subject }) => subject));
const reached = async (ctx: Context, key: string) =>
  told((await resolveRecipients(ctx, [key])).persons.map(({ name }) => name.replace(/^.* /, "")));

export const messagerieReads: ReadRow[] = [
  {
    operation: `${QUERIES}.unreadCount`,
    ask: async (ctx) => String(await unreadCount(ctx)),
    expected: [
      ["1", `${GUARDIANS} frenchTeacher`],
      ["0", REST],
    ],
  },
  {
    operation: `${QUERIES}.listMail`,
    ask: async (ctx) => subjects(await listMail(ctx, "recus")),
    expected: [
      ["Sortie", GUARDIANS],
      ["Question", "frenchTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.listMail (sent)`,
    ask: async (ctx) => subjects(await listMail(ctx, "envoyes")),
    expected: [
      ["Sortie", "mathsTeacher"],
      ["Question", "alice"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.searchMail`,
    ask: async (ctx) => subjects(await searchMail(ctx, "SORTIE")),
    expected: [
      ["Sortie", `${GUARDIANS} mathsTeacher`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.findThread`,
    ask: async (ctx, { mail }) => {
      const thread = await findThread(ctx, mail.circular.threadId, null);
      return thread ? `${thread.subject} ${thread.members.join(", ")}`.trim() : "absent";
    },
    expected: [
      ["Sortie", "mathsTeacher"],
      ["Sortie Mme Marchand", GUARDIANS],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findThread (between two)`,
    ask: async (ctx, { mail }) => (await findThread(ctx, mail.question.threadId, null))?.members.join() ?? "absent",
    expected: [
      ["Mme Fournier", "alice"],
      ["Alice Aubert", "frenchTeacher"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findFile`,
    ask: async (ctx, { files }) => (await findFile(ctx, files.mail.id))?.name ?? "absent",
    expected: [
      ["autorisation.pdf", `${GUARDIANS} mathsTeacher`],
      ["absent", REST],
    ],
  },
  {
    // Drafts are one's own, behind a private wall: tests/integration/messagerie has some to find.
    operation: `${QUERIES}.listDrafts`,
    ask: async (ctx) => String((await listDrafts(ctx)).length),
    expected: [["0", REST]],
  },
  {
    operation: `${QUERIES}.findDraft`,
    ask: async (ctx) => (await findDraft(ctx, newId()))?.subject ?? "absent",
    expected: [["absent", REST]],
  },
  {
    // Reports are made and read in tests/integration/messagerie; here nothing is reported.
    operation: `${QUERIES}.listReports`,
    ask: async (ctx) => String((await listReports(ctx, null)).length),
    expected: [["0", REST]],
  },
  {
    operation: `${QUERIES}.findReport`,
    ask: async (ctx) => (await findReport(ctx, newId()))?.reason ?? "absent",
    expected: [["absent", REST]],
  },
  {
    operation: "messagerie/sending.quietHoursEnd",
    ask: async (ctx) => String(await quietHoursEnd(ctx)),
    expected: [["null", REST]],
  },
  {
    operation: `${RECIPIENTS}.offeredRecipients`,
    ask: async (ctx) =>
      (await offeredRecipients(ctx)).map(({ title, choices }) => `${title}:${choices.length}`).join(" | "),
    expected: [
      ["Tes professeurs:3 | Vie scolaire et administration:3", "alice adam"],
      ["Tes professeurs:2 | Vie scolaire et administration:3", "basile"],
      ["Professeurs d’Alice:4 | Vie scolaire, direction et administration:5", GUARDIANS],
      ["Professeurs de Basile:3 | Vie scolaire, direction et administration:5", "basileGuardian1"],
      ["6A:3 | 6B:3", CHOSEN_BY_ANYBODY],
      ["6A:3", "mathsTeacher substitute"],
      ["6A:3 | Latin 6e:2", "frenchTeacher"],
      ["6B:3", "teacherOf6B"],
      ["Alice Aubert:3", "aesh"],
      ["CM2:3", "otherHead otherTeacher"],
      ["Tes professeurs:1", "otherPupil"],
      ["Professeurs de Zélie:1 | Vie scolaire, direction et administration:1", "aliceGuardian1Elsewhere"],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.searchRecipients`,
    ask: async (ctx) => (await searchRecipients(ctx, "azoulay")).map(({ label }) => label).join(", "),
    expected: [
      ["Adam Azoulay, Parents d’Adam Azoulay, Équipe d’Adam Azoulay", STAFF],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (parents of 6A)`,
    ask: (ctx, { groups }) => reached(ctx, `parents:${groups.sixA.id}`),
    expected: [
      ["Aubert Morin", `${TEACHERS_OF_6A} ${CHOSEN_BY_ANYBODY}`],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (another pupil)`,
    ask: (ctx, { people }) => reached(ctx, `person:${people.adam.id}`),
    expected: [
      ["Azoulay", STAFF],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (a guardian)`,
    ask: (ctx, { people }) => reached(ctx, `person:${people.basileGuardian1.id}`),
    expected: [
      ["Benoît", STAFF],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (a guardian of level 3)`,
    ask: (ctx, { people }) => reached(ctx, `person:${people.aliceGuardian3.id}`),
    expected: [["", REST]],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (the teacher of 6A)`,
    ask: (ctx, { people }) => reached(ctx, `person:${people.mathsTeacher.id}`),
    expected: [
      // Who is chosen is not oneself.
      ["", `mathsTeacher basile basileGuardian1 ${NOBODY} aliceGuardian1Elsewhere otherHead otherTeacher otherPupil`],
      ["Marchand", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (the CPE)`,
    ask: (ctx, { people }) => reached(ctx, `person:${people.cpe.id}`),
    expected: [
      [
        "Carpentier",
        `${FAMILIES} ${TEACHERS_OF_6A} teacherOf6B formerSubstitute head deputy secretary aed aesh admin inspector`,
      ],
      ["", REST],
    ],
  },
  {
    operation: `${RECIPIENTS}.resolveRecipients (the teachers of alice)`,
    ask: (ctx, { people }) => reached(ctx, `teachers:${people.alice.id}`),
    expected: [
      ["Fournier Marchand", "substitute"],
      ["Fournier Rousseau", "mathsTeacher"],
      ["Marchand Rousseau", "frenchTeacher"],
      ["Fournier Marchand Rousseau", `${GUARDIANS} teacherOf6B formerSubstitute ${CHOSEN_BY_ANYBODY} aed aesh admin`],
      ["", REST],
    ],
  },
];
