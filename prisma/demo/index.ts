import "server-only";
import type { Temporal } from "temporal-polyfill";
import { hashPassword } from "@/lib/auth/passwords";
import { withSystem } from "@/lib/db/system";
import { importFiles } from "@/lib/imports/run";
import { dayIn, minuteIn, toDbInstant } from "@/lib/time/day";
import { DEMO_PASSWORD, demoAccounts } from "@/prisma/demo/accounts";
import { writeNewsOfDemo } from "@/prisma/demo/actualites";
import { bulletinStory } from "@/prisma/demo/bulletins";
import { demoYearOf, schoolCalendar, TIME_ZONE } from "@/prisma/demo/calendar";
import { collegeFilling } from "@/prisma/demo/college";
import { writeByHand } from "@/prisma/demo/annuaire";
import { writeAccounts } from "@/prisma/demo/comptes";
import { writeDepartures } from "@/prisma/demo/departs";
import { importStory } from "@/prisma/demo/imports";
import { writeDelegations, writeSubstitution } from "@/prisma/demo/droits";
import { documentsStory } from "@/prisma/demo/documents";
import { SHOWCASED } from "@/prisma/demo/families";
import { attachFiles } from "@/prisma/demo/files";
import { fillSchool } from "@/prisma/demo/fill";
import { tellNotices } from "@/prisma/demo/notifications";
import { writeMail } from "@/prisma/demo/messagerie";
import { writePersons } from "@/prisma/demo/persons";
import { writePlatform } from "@/prisma/demo/plateforme";
import { primaryFilling } from "@/prisma/demo/primary";
import { printFile } from "@/prisma/demo/print";
import { Random } from "@/prisma/demo/random";
import { writeResources } from "@/prisma/demo/ressources";
import { collegeFiles, primaryFiles } from "@/prisma/demo/schools";
import { buildTeaching } from "@/prisma/demo/teaching";
import { solveTimetable } from "@/prisma/demo/timetable";

/** The seed of the demo that everybody sees: its teacher of mathematics has lessons every day of the week. */
const DEFAULT_SEED = 55;
const TIMEOUT_SECONDS = 120;

/** What was made. */
export interface DemoReport {
  schools: { id: string; name: string; uai: string }[];
  sessions: number;
  lessonEntries: number;
  homework: number;
  ticks: number;
  files: number;
  /** Files kept in spaces. */
  documents: number;
}

export interface DemoOptions {
  seed?: number;
  /** Until when lessons are written: the clock's instant, so that what people see is alive. */
  now: Temporal.Instant;
  /** Told before each of the steps. */
  progress?: (step: string, done: number, total: number) => void;
}

/**
 * Makes the two demo schools, and what stands above them: files of invented people, read by the ordinary importer, then timetable, lessons and homework
 * of the school year that contains `now`. The same seed and instant make the same schools, but for the ids.
 * @throws Error when one of the two schools is already there.
 */
export async function createDemo({ seed = DEFAULT_SEED, now, progress }: DemoOptions): Promise<DemoReport> {
  const steps = [
    "Writing the files of two schools",
    "Importing them",
    "Filling the collège",
    "Filling the primary school",
  ];
  const tell = (step: number): void => progress?.(steps[step] ?? "", step, steps.length);

  tell(0);
  const random = new Random(seed);
  const today = dayIn(TIME_ZONE, now);
  const schoolNow = { day: today.toString(), minute: minuteIn(TIME_ZONE, now) };
  const year = demoYearOf(today);
  const calendar = schoolCalendar(year);
  const teaching = buildTeaching();
  const timetable = solveTimetable(teaching, random.fork("timetable"));
  const files = [...collegeFiles(random, year, teaching).files, ...primaryFiles(random, year).files];
  const uais = [...new Set(files.flatMap(({ header }) => header.uai ?? []))];
  await withSystem("is the demo there?", async (db) => {
    const already = await db.school.findFirst({ where: { uai: { in: uais } }, select: { name: true } });
    if (already) throw new Error(`The demo is already there: ${already.name}.`);
  });

  tell(1);
  const sources = files.map((file) => {
    const bytes = printFile(file);
    return {
      name: file.file,
      async *open() {
        yield bytes;
      },
    };
  });
  const { reports, failures } = await importFiles(sources);
  if (failures[0]) throw failures[0];
  const [college, primary] = reports;
  if (!college || !primary) throw new Error("The demo's files are of two schools.");
  for (const { refusals } of [college, primary]) {
    if (refusals[0]) throw new Error(`The importer refused a record of the demo: ${JSON.stringify(refusals[0])}`);
  }

  tell(2);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const at = toDbInstant(now);
  const { filled, services, shownGroups, report } = await withSystem(
    "demo schools",
    async (db) => {
      // The demo's passwords are known to all: a second factor would only keep visitors of its head and administrators out.
      await db.school.updateMany({
        where: { id: { in: [college.school.id, primary.school.id] } },
        data: { settings: { signIn: { demandsSecondFactor: false } } },
      });
      const collegePlan = await collegeFilling(db, college.school.id, year, calendar, teaching, timetable);
      const filledCollege = await fillSchool(db, collegePlan, schoolNow, random.fork("collège year"));
      tell(3);
      const primaryPlan = await primaryFilling(db, primary.school.id, year, calendar);
      const filledPrimary = await fillSchool(db, primaryPlan, schoolNow, random.fork("primary year"));
      await writePersons(db, collegePlan.school, primaryPlan.school, teaching, year, at, passwordHash);
      for (const { schoolId } of [collegePlan.school, primaryPlan.school]) {
        await writeByHand(db, schoolId, year.startsOn, now);
        await writeAccounts(
          db,
          schoolId,
          year.startsOn,
          now,
          random.fork(`accounts of ${schoolId === college.school.id}`),
          passwordHash,
        );
      }
      await writeDepartures(db, { schoolId: college.school.id, startsOn: year.startsOn }, now);
      const logins = demoAccounts().map(({ login }) => login);
      await writeDelegations(db, college.school.id, now, logins);
      await writeSubstitution(db, college.school.id, now, logins);
      const schoolDays = calendar.days.map(({ day }) => day);
      for (const { school } of [collegePlan, primaryPlan]) {
        await writeMail(db, school, schoolDays, schoolNow, random.fork(`mail ${school.groups.size}`));
      }
      const when = { year, calendar, now: schoolNow };
      await writeNewsOfDemo(db, collegePlan.school, primaryPlan.school, when, random.fork("news"));
      await writeResources(db, collegePlan.school, "COLLEGE", schoolDays, schoolNow, random.fork("resources"));
      await writeResources(db, primaryPlan.school, "ECOLE", schoolDays, schoolNow, random.fork("primary resources"));
      await bulletinStory(db, college.school.id, at, random.fork("bulletins"));
      const above = { collegeId: college.school.id, primaryId: primary.school.id };
      await writePlatform(db, above, at, passwordHash);
      const shownGroups = [SHOWCASED.lina, SHOWCASED.hugo].flatMap(
        ({ division }) => collegePlan.school.groups.get(division)?.id ?? [],
      );
      const both = [filledCollege, filledPrimary];
      const sum = (count: (filled: (typeof both)[number]) => number) =>
        both.reduce((total, one) => total + count(one), 0);
      const report = {
        schools: [college.school, primary.school],
        sessions: sum((one) => one.sessions.length),
        lessonEntries: sum((one) => one.written.lessonEntries.length),
        homework: sum((one) => one.written.homework.length),
        ticks: sum((one) => one.ticks),
      };
      return { filled: filledCollege, services: collegePlan.services, shownGroups, report };
    },
    { timeoutSeconds: TIMEOUT_SECONDS },
  );
  const attached = await attachFiles(college.school.id, filled, services, shownGroups, at);
  await tellNotices(college.school.id, shownGroups, now);
  await importStory(college.school.id, files);
  return { ...report, files: attached, documents: await documentsStory(college.school.id, at) };
}
