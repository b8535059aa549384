import { type Columns, type TableFormat, tableFormat } from "@/lib/imports/csv";

// The tables of OneRoster 1.1 and 1.2 that we read (1EdTech, «OneRoster CSV Binding»). Real sets misspell their headers and name
// their files as they like: a table is recognised from its columns.

const TABLES = {
  manifest: { propertyName: ["propertyname"], value: ["value"] },
  orgs: { sourcedId: ["sourcedid"], status: ["status"], name: ["name"], type: ["type"], identifier: ["identifier"] },
  academicSessions: {
    sourcedId: ["sourcedid"],
    status: ["status"],
    type: ["type"],
    startDate: ["startdate"],
    endDate: ["enddate"],
    schoolYear: ["schoolyear"],
  },
  demographics: { sourcedId: ["sourcedid"], status: ["status"], birthDate: ["birthdate"], sex: ["sex"] },
  courses: { sourcedId: ["sourcedid"], status: ["status"], title: ["title"], courseCode: ["coursecode"] },
  classes: {
    sourcedId: ["sourcedid"],
    status: ["status"],
    title: ["title"],
    classCode: ["classcode"],
    classType: ["classtype"],
    courseSourcedId: ["coursesourcedid"],
    schoolSourcedId: ["schoolsourcedid"],
    subjects: ["subjects"],
    subjectCodes: ["subjectcodes"],
  },
  enrollments: {
    sourcedId: ["sourcedid"],
    status: ["status"],
    classSourcedId: ["classsourcedid"],
    userSourcedId: ["usersourcedid"],
    role: ["role"],
    endDate: ["enddate"],
  },
  roles: {
    sourcedId: ["sourcedid"],
    status: ["status"],
    userSourcedId: ["usersourcedid"],
    role: ["role"],
    orgSourcedId: ["orgsourcedid"],
  },
  users: {
    sourcedId: ["sourcedid"],
    status: ["status"],
    enabledUser: ["enableduser"],
    orgSourcedIds: ["orgsourcedids"],
    role: ["role"],
    givenName: ["givenname"],
    familyName: ["familyname"],
    identifier: ["identifier"],
    email: ["email"],
    sms: ["sms"],
    phone: ["phone"],
    agentSourcedIds: ["agentsourcedids"],
  },
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof TABLES;

/** A row of a table, absent and empty cells as null. */
export type RowOf<T extends TableName> = { line: number } & { [C in keyof (typeof TABLES)[T]]: string | null };

/** A table as it was read; several make a set. */
export type OneRosterTable = {
  [T in TableName]: { kind: "ONEROSTER"; table: T; file: string; rows: RowOf<T>[] };
}[TableName];

/** What makes each table recognised. */
const NEEDS: { readonly [T in TableName]: readonly (keyof (typeof TABLES)[T] & string)[] } = {
  manifest: ["propertyName", "value"],
  orgs: ["sourcedId", "name", "type"],
  academicSessions: ["sourcedId", "type", "startDate", "endDate"],
  demographics: ["sourcedId", "birthDate"],
  courses: ["sourcedId", "title", "courseCode"],
  classes: ["sourcedId", "title", "classType", "schoolSourcedId"],
  enrollments: ["sourcedId", "classSourcedId", "userSourcedId", "role"],
  roles: ["sourcedId", "userSourcedId", "role", "orgSourcedId"],
  users: ["sourcedId", "givenName", "familyName"],
};

function formatOf<T extends TableName>(table: T): TableFormat<OneRosterTable> {
  const columns: Columns = TABLES[table];
  return tableFormat<Columns, OneRosterTable>(columns, NEEDS[table], (file) => {
    const rows: object[] = [];
    return {
      take(row) {
        const cells = Object.keys(columns).map((column) => [column, row.cell(column)] as const);
        rows.push({ line: row.line, ...Object.fromEntries<string | null>(cells) });
      },
      finish: () => ({ kind: "ONEROSTER", table, file, rows }) as unknown as OneRosterTable,
    };
  });
}

/** OneRoster's tables. */
export const ONEROSTER_FORMATS: readonly TableFormat<OneRosterTable>[] = (Object.keys(TABLES) as TableName[]).map(
  (table) => formatOf(table),
);
