import { newId } from "@/lib/db/id";
import type { Db, Duty, Profile } from "@/lib/db/types";
import { toDbDay } from "@/lib/time/day";
import { demoAccounts } from "@/prisma/demo/accounts";
import { SHOWCASED } from "@/prisma/demo/families";
import type { LoadedSchool } from "@/prisma/demo/load";
import { firstTeacherId, STAFF_IDS } from "@/prisma/demo/schools";
import type { Teaching } from "@/prisma/demo/teaching";

/** Staff whom no national file names: the school enters them itself. */
const OWN_STAFF = [
  { key: "aesh", profile: "STAFF", duty: "AESH", firstName: "Sonia", lastName: "FERREIRA", civility: "MME" },
  { key: "aesh2", profile: "STAFF", duty: "AESH", firstName: "Kévin", lastName: "PAYET", civility: "M" },
  { key: "secretary", profile: "STAFF", duty: "SECRETARY", firstName: "Patrick", lastName: "LEMOINE", civility: "M" },
  { key: "nurse", profile: "STAFF", duty: "NURSE", firstName: "Mireille", lastName: "TRAORÉ", civility: "MME" },
  { key: "inspector", profile: "STAFF", duty: "INSPECTOR", firstName: "Bernard", lastName: "AUBRY", civility: "M" },
  { key: "admin", profile: "ADMIN", duty: null, firstName: "Maëlle", lastName: "LE GOFF", civility: "MME" },
  { key: "aed", profile: "VIE_SCOLAIRE", duty: "AED", firstName: "Yanis", lastName: "HADDAD", civility: "M" },
  { key: "aed2", profile: "VIE_SCOLAIRE", duty: "AED", firstName: "Margot", lastName: "CARLIER", civility: "MME" },
  { key: "aed3", profile: "VIE_SCOLAIRE", duty: "AED", firstName: "Souleymane", lastName: "CAMARA", civility: "M" },
] as const satisfies readonly {
  key: string;
  profile: Profile;
  duty: Duty | null;
  firstName: string;
  lastName: string;
  civility: "M" | "MME";
}[];

/** A person of a school. */
type Whom = { schoolId: string; id: string };

/**
 * Adds the collège's own staff and AESH supports, and gives the showcased persons their accounts.
 * @param passwordHash of the one password of the demo.
 */
export async function writePersons(
  db: Db,
  college: LoadedSchool,
  primary: LoadedSchool,
  teaching: Teaching,
  year: { startsOn: string },
  at: Date,
  passwordHash: string,
): Promise<void> {
  const { schoolId } = college;
  const startsOn = toDbDay(year.startsOn);
  const own = new Map<string, Whom>();
  for (const { key, ...person } of OWN_STAFF) {
    const id = newId();
    await db.person.create({ data: { schoolId, id, ...person, startsOn } });
    own.set(key, { schoolId, id });
  }
  const pupil = (eleveId: string): Whom => ({ schoolId, id: college.person("SIECLE_ELEVE", eleveId) });
  const hugo = pupil(SHOWCASED.hugo.eleveId);
  const classmates = (college.students.get(college.groups.get(SHOWCASED.hugo.division)?.id ?? "") ?? []).filter(
    (id) => id !== hugo.id,
  );
  await supportPupils(db, own.get("aesh"), [hugo.id, ...classmates.slice(0, 1)], startsOn);
  await supportPupils(db, own.get("aesh2"), classmates.slice(1, 3), startsOn);

  const guardian = (personneId: string): Whom => ({ schoolId, id: college.person("SIECLE_PERSONNE", personneId) });
  const sts = (id: string): Whom => ({ schoolId, id: college.person("STS_EPP", id) });
  const nadiaAtPrimary = {
    schoolId: primary.schoolId,
    id: primary.person("SIECLE_PERSONNE", SHOWCASED.nadiaAtPrimary),
  };
  const persons: Readonly<Record<string, readonly (Whom | undefined)[]>> = {
    "lina.benali": [pupil(SHOWCASED.lina.eleveId)],
    "nadia.benali": [guardian(SHOWCASED.nadia), nadiaAtPrimary],
    "claire.lefevre": [guardian(SHOWCASED.claire)],
    "thomas.garnier": [guardian(SHOWCASED.thomas)],
    "camille.rousseau": [sts(firstTeacherId(teaching, "maths"))],
    "julien.mercier": [sts(firstTeacherId(teaching, "histoire")), guardian(SHOWCASED.julien)],
    "fatou.diallo": [sts(STAFF_IDS.cpe)],
    "helene.vasseur": [sts(STAFF_IDS.head)],
    "patrick.lemoine": [own.get("secretary")],
    "sonia.ferreira": [own.get("aesh")],
    "bernard.aubry": [own.get("inspector")],
    "maelle.legoff": [own.get("admin")],
  };
  for (const { login } of demoAccounts()) {
    const accountId = newId();
    await db.account.create({ data: { id: accountId, login, passwordHash, passwordChangedAt: at, createdAt: at } });
    for (const person of persons[login] ?? []) {
      if (!person) throw new Error(`the demo has nobody for ${login}`);
      await db.person.update({ where: { schoolId_id: person }, data: { accountId } });
    }
  }
}

async function supportPupils(db: Db, staff: Whom | undefined, studentIds: readonly string[], startsOn: Date) {
  if (!staff) throw new Error("the demo has no AESH");
  await db.studentSupport.createMany({
    data: studentIds.map((studentId) => ({
      schoolId: staff.schoolId,
      id: newId(),
      staffId: staff.id,
      studentId,
      startsOn,
    })),
  });
}
