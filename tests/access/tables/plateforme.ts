import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import type { PlatformContext } from "@/lib/auth/platform";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import { uaiCheckLetter } from "@/lib/imports/uai";
import {
  addAdministrator,
  closeSchool,
  createOrganization,
  createSchool,
  endAdministrator,
  inviteToSchool,
  renewAdministrator,
  renewInvite,
  reopenSchool,
  saveOrganization,
  saveSchool,
} from "@/lib/plateforme/commands";
import { platformContacts } from "@/lib/plateforme/contacts";
import {
  administrators,
  organizations,
  platformHistory,
  schoolAdministrators,
  schoolOverview,
  schools,
} from "@/lib/plateforme/queries";
import {
  addAdministratorInput,
  administratorInput,
  createOrganizationInput,
  createSchoolInput,
  inviteInput,
  renewInviteInput,
  saveOrganizationInput,
  saveSchoolInput,
  schoolStateInput,
} from "@/lib/plateforme/schema";
import { toDbDay } from "@/lib/time/day";
import { aSchool, MADE_AT } from "@/tests/factories/builders";
import { anOrganization, type Organized } from "@/tests/factories/platform";
import type { World } from "@/tests/factories/world";
import { type ReadRow, REST, told } from "@/tests/access/matrix";

/** Who is above the schools in the tables of this matrix. */
export type Above = keyof Organized["administrators"];

/** What the tests of the platform stand on. */
export interface PlatformScene {
  world: World;
  organized: Organized;
}

/** A query, and what each administrator gets from it. */
export interface PlatformReadRow {
  operation: string;
  ask: (ctx: PlatformContext, scene: PlatformScene) => Promise<string>;
  expected: Record<Above, string>;
}

/** A command, which administrators may do it to something that stands in the département, and what it leaves. */
export interface PlatformWriteRow {
  operation: string;
  prepare: (db: Db, scene: PlatformScene) => Promise<string>;
  run: (ctx: PlatformContext, target: string, scene: PlatformScene) => Promise<Result<unknown>>;
  allowed: readonly Above[];
  /** Of the line in the platform's journal. */
  action: string;
  /** The tables that a success changes beside platform_journal. */
  changes: string;
}

const all = { text: "", organizationId: null, page: 1 };

/** Names of the scene only: other tests of the same database have organisations of their own. */
function ofScene(names: readonly string[], known: readonly string[]): string {
  return told([...new Set(names)].filter((name) => known.includes(name)).map((name) => name.replaceAll(" ", "_")));
}

const ORGANIZATIONS = ["Académie d’Essai", "Département d’Essai", "Académie d’À-Côté"];
const SCHOOLS = ["Collège Jeanne-Barret", "École des Tilleuls"];

export const platformReads: PlatformReadRow[] = [
  {
    operation: "plateforme/queries.organizations",
    ask: async (ctx) =>
      ofScene(
        (await organizations(ctx)).map(({ name }) => name),
        ORGANIZATIONS,
      ),
    expected: {
      wide: "Académie_d’Essai Académie_d’À-Côté Département_d’Essai",
      ofAcademy: "Académie_d’Essai Département_d’Essai",
      ofDepartment: "Département_d’Essai",
      ofOther: "Académie_d’À-Côté",
    },
  },
  {
    operation: "plateforme/queries.schools",
    ask: async (ctx) => {
      const found = await schools(ctx, { ...all, text: "autun" }, await organizations(ctx));
      return ofScene(
        found.entries.map(({ name }) => name),
        SCHOOLS,
      );
    },
    expected: {
      wide: "Collège_Jeanne-Barret École_des_Tilleuls",
      ofAcademy: "Collège_Jeanne-Barret",
      ofDepartment: "Collège_Jeanne-Barret",
      ofOther: "École_des_Tilleuls",
    },
  },
  {
    operation: "plateforme/queries.schoolOverview",
    ask: async (ctx, { world }) => {
      const school = await schoolOverview(ctx, world.school.schoolId);
      return school ? told(school.administration.map(({ lastName }) => lastName)) : "nothing";
    },
    expected: {
      wide: "Adam Delattre Duval",
      ofAcademy: "Adam Delattre Duval",
      ofDepartment: "Adam Delattre Duval",
      ofOther: "nothing",
    },
  },
  {
    operation: "plateforme/queries.schoolAdministrators",
    ask: async (ctx, { world }) => {
      const found = await schoolAdministrators(ctx, { ...all, text: world.school.uai }, await organizations(ctx));
      return told(found.entries.map(({ lastName }) => lastName));
    },
    expected: {
      wide: "Adam Delattre Duval",
      ofAcademy: "Adam Delattre Duval",
      ofDepartment: "Adam Delattre Duval",
      ofOther: "",
    },
  },
  {
    operation: "plateforme/queries.administrators",
    ask: async (ctx, { organized }) => {
      const mine = new Set(Object.values(organized.administrators).map(({ roleId }) => roleId));
      const found = await administrators(ctx, 1);
      return told(found.entries.filter(({ id }) => mine.has(id)).map(({ lastName }) => lastName));
    },
    expected: {
      wide: "Academie Autre Departement Entiere",
      ofAcademy: "Academie Departement",
      ofDepartment: "Departement",
      ofOther: "Autre",
    },
  },
  {
    operation: "plateforme/queries.platformHistory",
    ask: async (ctx) =>
      ofScene(
        (await platformHistory(ctx, 1)).entries.map(({ label }) => label),
        ["au-dessus", "en-académie", "en-département", "à-côté"],
      ),
    expected: {
      wide: "au-dessus en-académie en-département à-côté",
      ofAcademy: "en-académie en-département",
      ofDepartment: "en-département",
      ofOther: "à-côté",
    },
  },
];

const aSchoolBelow = async (db: Db, { organized }: PlatformScene, closedAt: Date | null = null): Promise<string> => {
  const { schoolId } = await aSchool(db, { name: "Collège du Bas" });
  await db.school.update({ where: { id: schoolId }, data: { organizationId: organized.department, closedAt } });
  return schoolId;
};

const aHeadToCome = async (db: Db, scene: PlatformScene): Promise<string> => {
  const schoolId = await aSchoolBelow(db, scene);
  const id = newId();
  await db.person.create({
    data: { schoolId, id, profile: "HEAD", firstName: "Ada", lastName: "Attente", startsOn: toDbDay("2026-09-01") },
  });
  await db.accessCode.create({
    data: {
      schoolId,
      id: newId(),
      personId: id,
      purpose: "ACTIVATION",
      codeHash: hashSecret(newCode()),
      createdAt: MADE_AT,
      expiresAt: new Date("2027-09-01T00:00:00Z"),
    },
  });
  return `${schoolId} ${id}`;
};

const aRoleToCome = async (db: Db, { organized }: PlatformScene): Promise<string> => {
  const id = newId();
  await db.platformRole.create({
    data: {
      id,
      organizationId: organized.department,
      firstName: "Noé",
      lastName: `Attendu ${formatCode(newCode())}`,
      startsAt: MADE_AT,
      createdAt: MADE_AT,
    },
  });
  return id;
};

const aUai = async (): Promise<string> => {
  const digits = String(parseInt(newId().slice(-10), 16) % 10_000_000).padStart(7, "0");
  return digits + uaiCheckLetter(digits);
};

const ABOVE_DEPARTMENT = ["wide", "ofAcademy", "ofDepartment"] as const;
const school = { name: "Collège Neuf", kind: "COLLEGE", city: "Essai" };

export const platformWrites: PlatformWriteRow[] = [
  {
    operation: "plateforme/commands.createOrganization",
    prepare: async () => `C${newId().slice(-12)}`,
    run: async (ctx, code, { organized }) =>
      createOrganization(
        ctx,
        createOrganizationInput.parse({ kind: "COLLECTIVITE", code, name: "Commune", parentId: organized.department }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.organization.create",
    changes: "organization",
  },
  {
    operation: "plateforme/commands.createOrganization (above all)",
    prepare: async () => `C${newId().slice(-12)}`,
    run: async (ctx, code) =>
      createOrganization(
        ctx,
        createOrganizationInput.parse({ kind: "ACADEMIE", code, name: "Académie", parentId: "" }),
      ),
    allowed: ["wide"],
    action: "plateforme.organization.create",
    changes: "organization",
  },
  {
    operation: "plateforme/commands.saveOrganization",
    prepare: (db, { organized }) => anOrganization(db, "Commune", { parentId: organized.department }),
    run: async (ctx, organizationId, { organized }) =>
      saveOrganization(
        ctx,
        saveOrganizationInput.parse({ organizationId, name: "Commune nouvelle", parentId: organized.department }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.organization.save",
    changes: "organization",
  },
  {
    operation: "plateforme/commands.saveOrganization (one's own)",
    prepare: async (_db, { organized }) => organized.department,
    run: async (ctx, organizationId, { organized }) =>
      saveOrganization(
        ctx,
        saveOrganizationInput.parse({
          organizationId,
          name: `Département ${newId()}`,
          parentId: organized.academy,
        }),
      ),
    allowed: ["wide", "ofAcademy"],
    action: "plateforme.organization.save",
    changes: "organization",
  },
  {
    operation: "plateforme/commands.createSchool",
    prepare: aUai,
    run: async (ctx, uai, { organized }) =>
      createSchool(
        ctx,
        createSchoolInput.parse({
          ...school,
          uai,
          organizationId: organized.department,
          zone: "A",
          timeZone: "Europe/Paris",
        }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.school.create",
    changes: "absence_motive closure journal school school_year teaching_week",
  },
  {
    operation: "plateforme/commands.saveSchool",
    prepare: aSchoolBelow,
    run: async (ctx, schoolId, { organized }) =>
      saveSchool(
        ctx,
        saveSchoolInput.parse({
          ...school,
          schoolId,
          organizationId: organized.department,
          zone: "B",
          timeZone: "Europe/Paris",
        }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.school.save",
    changes: "journal school",
  },
  {
    operation: "plateforme/commands.closeSchool",
    prepare: aSchoolBelow,
    run: async (ctx, schoolId) => closeSchool(ctx, schoolStateInput.parse({ schoolId })),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.school.close",
    changes: "journal school",
  },
  {
    operation: "plateforme/commands.reopenSchool",
    prepare: (db, scene) => aSchoolBelow(db, scene, MADE_AT),
    run: async (ctx, schoolId) => reopenSchool(ctx, schoolStateInput.parse({ schoolId })),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.school.reopen",
    changes: "journal school",
  },
  {
    operation: "plateforme/commands.inviteToSchool",
    prepare: aSchoolBelow,
    run: async (ctx, schoolId) =>
      inviteToSchool(
        ctx,
        inviteInput.parse({
          schoolId,
          profile: "HEAD",
          civility: "MME",
          firstName: "Ada",
          lastName: "Première",
          email: "ada@essai.example",
        }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.person.invite",
    changes: "access_code contact journal person",
  },
  {
    operation: "plateforme/commands.renewInvite",
    prepare: aHeadToCome,
    run: async (ctx, target) => {
      const [schoolId, personId] = target.split(" ");
      return renewInvite(ctx, renewInviteInput.parse({ schoolId, personId }));
    },
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.person.renew-code",
    changes: "access_code journal",
  },
  {
    operation: "plateforme/commands.addAdministrator",
    prepare: async () => `Nouvelle ${newId()}`,
    run: async (ctx, lastName, { organized }) =>
      addAdministrator(
        ctx,
        addAdministratorInput.parse({
          firstName: "Léa",
          lastName,
          email: "",
          organizationId: organized.department,
        }),
      ),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.administrator.add",
    changes: "platform_role",
  },
  {
    operation: "plateforme/commands.addAdministrator (of the whole platform)",
    prepare: async () => `Nouvelle ${newId()}`,
    run: async (ctx, lastName) =>
      addAdministrator(ctx, addAdministratorInput.parse({ firstName: "Léa", lastName, email: "", organizationId: "" })),
    allowed: ["wide"],
    action: "plateforme.administrator.add",
    changes: "platform_role",
  },
  {
    operation: "plateforme/commands.renewAdministrator",
    prepare: aRoleToCome,
    run: async (ctx, roleId) => renewAdministrator(ctx, administratorInput.parse({ roleId })),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.administrator.renew-code",
    changes: "platform_role",
  },
  {
    operation: "plateforme/commands.endAdministrator",
    prepare: aRoleToCome,
    run: async (ctx, roleId) => endAdministrator(ctx, administratorInput.parse({ roleId })),
    allowed: ABOVE_DEPARTMENT,
    action: "plateforme.administrator.end",
    changes: "platform_role",
  },
];

/** The other way round: what a school sees of its platform. */
export const platformContactReads: ReadRow[] = [
  {
    operation: "plateforme/contacts.platformContacts",
    module: "comptes",
    ask: async (ctx) => ((await platformContacts(ctx)) === null ? "nothing" : "its contacts"),
    expected: [
      ["its contacts", "head deputy admin otherHead"],
      ["nothing", REST],
    ],
  },
];
