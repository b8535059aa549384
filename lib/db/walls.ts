/**
 * The registry of walls: every table of the database, who stands behind it, and what each role may do with it.
 * The migrations call the SQL helper `preau_wall` with the same words; tests/integration/db/walls.test.ts compares both with the
 * catalog, so that a table without its walls fails the build.
 */
export type Wall =
  /** No school: accounts and what hangs on them. Only preau_identity reaches it. */
  | "identity"
  /** No school, and nobody of a school: who administers the platform (lib/auth/platform.ts). */
  | "platform"
  /** No school: read by everyone signed in. */
  | "global"
  /** The row of the school itself. */
  | "self"
  /** Staff of the school only: the default for a new table. */
  | "staff"
  /** Staff; and a family for the pupils it may see (`student_id`, or the column named). */
  | "pupil"
  /** Staff; and the person whose row it is (the column named). */
  | "owner"
  /** Only the person whose row it is (the column named), staff included. */
  | "private"
  /** Only those who take part, staff included: their ids are in the column named. */
  | "members"
  /** Table message: its author; once delivered, its recipients. */
  | "message"
  /** Table delivery: the person whose mailbox it is, and the author of the message. */
  | "mailbox"
  /** Everyone of the school. */
  | "school"
  /** Table person: staff all; a family itself, its pupils and the adults of the school. */
  | "directory"
  /** Table file: staff all; a family its own and those that hang on something meant for the school; it adds only its own. */
  | "file";

export type Privilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

export interface TableWall {
  wall: Wall;
  /** The column that the wall compares, where it compares one. */
  column?: string;
  staff: readonly Privilege[];
  /** The only columns that the staff may change, where it may not change all. */
  staffUpdates?: readonly string[];
  /** The only columns that the staff may fill in a new row, where it may not fill all. */
  staffInserts?: readonly string[];
  family: readonly Privilege[];
  /** What preau_identity may do; its rows are further limited by policies of its own. */
  identity?: readonly Privilege[];
  /** The only columns that preau_identity may read, where it may not read all. */
  identityReads?: readonly string[];
  /** The only columns that preau_identity may change, where it may not change all. */
  identityUpdates?: readonly string[];
  /** The only columns that the staff may read, of a table that is not its own. */
  staffReads?: readonly string[];
  /** What preau_platform may do; its rows are limited by policies of its own, below every school's wall. */
  platform?: readonly Privilege[];
  /** The only columns that preau_platform may read, add or change, where it may not do so to all. */
  platformReads?: readonly string[];
  platformInserts?: readonly string[];
  platformUpdates?: readonly string[];
}

const READ = ["SELECT"] as const;
const ADD = ["SELECT", "INSERT"] as const;
const EDIT = ["SELECT", "INSERT", "UPDATE"] as const;
const ALL = ["SELECT", "INSERT", "UPDATE", "DELETE"] as const;
const NONE = [] as const;

export const walls: Record<string, TableWall> = {
  account: { wall: "identity", staff: NONE, family: NONE, identity: EDIT },
  sign_in: { wall: "identity", staff: NONE, family: NONE, identity: EDIT },
  reset_mail: { wall: "identity", staff: NONE, family: NONE, identity: EDIT },
  second_factor: { wall: "identity", staff: NONE, family: NONE, identity: ALL },
  recovery_code: { wall: "identity", staff: NONE, family: NONE, identity: ALL },
  security_mail: { wall: "identity", staff: NONE, family: NONE, identity: ADD },
  sign_in_attempt: { wall: "identity", staff: NONE, family: NONE, identity: ADD },
  rate_limit: { wall: "identity", staff: NONE, family: NONE, identity: ALL },
  platform_role: {
    wall: "platform",
    staff: NONE,
    staffReads: ["email", "ends_at", "first_name", "id", "last_name", "organization_id", "starts_at"],
    family: NONE,
    identity: ["SELECT", "UPDATE"],
    identityUpdates: ["account_id", "code_expires_at", "code_hash"],
    platform: EDIT,
    platformReads: [
      "account_id",
      "code_expires_at",
      "created_at",
      "email",
      "ends_at",
      "first_name",
      "id",
      "last_name",
      "organization_id",
      "starts_at",
    ],
    platformInserts: [
      "code_expires_at",
      "code_hash",
      "created_at",
      "email",
      "first_name",
      "id",
      "last_name",
      "organization_id",
      "starts_at",
    ],
    platformUpdates: ["code_expires_at", "code_hash", "ends_at"],
  },
  platform_journal: { wall: "platform", staff: NONE, family: NONE, identity: ["INSERT"], platform: ADD },
  organization: {
    wall: "global",
    staff: READ,
    family: READ,
    identity: READ,
    platform: EDIT,
    platformUpdates: ["name", "parent_id"],
  },
  school: {
    wall: "self",
    column: "id",
    staff: ["SELECT", "UPDATE"],
    staffUpdates: ["disabled_modules", "settings", "version"],
    family: READ,
    identity: READ,
    platform: EDIT,
    platformReads: [
      "city",
      "closed_at",
      "created_at",
      "id",
      "kind",
      "name",
      "organization_id",
      "time_zone",
      "uai",
      "zone",
    ],
    platformInserts: ["city", "created_at", "id", "kind", "name", "organization_id", "time_zone", "uai", "zone"],
    platformUpdates: ["city", "closed_at", "kind", "name", "organization_id", "time_zone", "zone"],
  },
  // Counts, made by the worker: the platform reads how many, and never who.
  school_figure: { wall: "staff", staff: NONE, family: NONE, platform: READ },
  school_year: {
    wall: "school",
    staff: EDIT,
    staffUpdates: ["closed_at", "ends_on", "starts_on", "version"],
    family: READ,
    platform: ["INSERT"],
  },
  period_scheme: { wall: "school", staff: EDIT, staffUpdates: ["version"], family: READ },
  period: { wall: "school", staff: EDIT, staffUpdates: ["ends_on", "starts_on"], family: READ },
  closure: { wall: "school", staff: ADD, family: READ, platform: ["INSERT"] },
  teaching_week: { wall: "school", staff: ADD, family: READ, platform: ["INSERT"] },
  person: {
    wall: "directory",
    column: "id",
    staff: EDIT,
    staffUpdates: ["access_ends_on", "civility", "duty", "ends_on", "erase_asked_at", "first_name", "last_name"],
    staffInserts: ["school_id", "id", "profile", "duty", "civility", "last_name", "first_name", "starts_on", "ends_on"],
    family: READ,
    identity: ["SELECT", "UPDATE"],
    identityUpdates: ["account_id"],
    platform: ADD,
    platformReads: [
      "access_ends_on",
      "account_id",
      "civility",
      "duty",
      "ends_on",
      "first_name",
      "id",
      "last_name",
      "profile",
      "school_id",
      "starts_on",
    ],
    platformInserts: ["civility", "duty", "first_name", "id", "last_name", "profile", "school_id", "starts_on"],
  },
  civil_status: { wall: "staff", staff: EDIT, family: NONE },
  contact: {
    wall: "owner",
    column: "person_id",
    staff: ALL,
    family: READ,
    platform: ADD,
    platformReads: ["id", "kind", "person_id", "school_id", "value"],
    platformInserts: ["id", "kind", "person_id", "school_id", "value"],
  },
  external_id: { wall: "staff", staff: ADD, family: NONE },
  guardianship: {
    wall: "owner",
    column: "guardian_id",
    staff: EDIT,
    staffUpdates: ["ends_on", "kinship", "level", "starts_on"],
    family: READ,
    identity: READ,
  },
  // Not even its guardian reads it: what it may not be shown is told to the identity role alone.
  judgment: {
    wall: "staff",
    staff: EDIT,
    family: NONE,
    identityReads: ["school_id", "guardian_id", "student_id", "kind", "starts_on", "ends_on"],
  },
  person_override: { wall: "staff", staff: ALL, family: NONE },
  student_support: { wall: "staff", staff: EDIT, staffUpdates: ["ends_on"], family: NONE },
  group: { wall: "school", staff: ["SELECT", "UPDATE"], staffUpdates: ["period_scheme_id"], family: READ },
  group_division: { wall: "school", staff: READ, family: READ },
  enrollment: { wall: "pupil", column: "student_id", staff: EDIT, staffUpdates: ["ends_on"], family: READ },
  main_teacher: { wall: "school", staff: READ, family: READ },
  subject: { wall: "school", staff: READ, family: READ },
  room: { wall: "school", staff: READ, family: READ },
  service: { wall: "school", staff: READ, family: READ },
  service_teacher: { wall: "school", staff: EDIT, staffUpdates: ["ends_on"], family: READ },
  slot: { wall: "school", staff: READ, family: READ },
  session: { wall: "school", staff: ["SELECT", "UPDATE"], family: READ },
  session_teacher: { wall: "school", staff: ["SELECT", "INSERT", "DELETE"], family: READ },
  session_group: { wall: "school", staff: READ, family: READ },
  teacher_absence: { wall: "staff", staff: EDIT, family: NONE },
  feed_token: { wall: "private", column: "person_id", staff: EDIT, family: EDIT, identity: READ },
  lesson_entry: { wall: "school", staff: EDIT, family: READ },
  lesson_entry_file: { wall: "school", staff: ALL, family: READ },
  homework: { wall: "school", staff: EDIT, family: READ },
  homework_recipient: { wall: "pupil", column: "student_id", staff: ALL, family: READ },
  homework_completion: { wall: "pupil", column: "student_id", staff: READ, family: ["SELECT", "INSERT", "DELETE"] },
  homework_file: { wall: "school", staff: ALL, family: READ },
  roll_call: { wall: "staff", staff: EDIT, family: NONE },
  attendance: { wall: "pupil", column: "student_id", staff: ALL, family: READ },
  absence_motive: { wall: "school", staff: READ, family: READ, platform: ["INSERT"] },
  absence: { wall: "pupil", column: "student_id", staff: EDIT, family: READ },
  justification: { wall: "pupil", column: "student_id", staff: ["SELECT", "UPDATE"], family: ADD },
  justification_file: { wall: "pupil", column: "student_id", staff: READ, family: ADD },
  absence_alert: { wall: "staff", staff: EDIT, family: NONE },
  thread: { wall: "members", column: "member_ids", staff: ADD, family: ADD },
  message: { wall: "message", staff: EDIT, family: ADD },
  delivery: { wall: "mailbox", staff: ALL, family: EDIT },
  message_file: { wall: "members", column: "reader_ids", staff: ADD, family: ADD },
  message_draft: { wall: "private", column: "person_id", staff: ALL, family: ALL },
  message_draft_file: {
    wall: "private",
    column: "person_id",
    staff: ["SELECT", "INSERT", "DELETE"],
    family: ["SELECT", "INSERT", "DELETE"],
  },
  message_report: { wall: "staff", column: "reporter_id", staff: EDIT, family: ["INSERT"] },
  document_space: { wall: "file", column: "owner_id", staff: EDIT, family: EDIT },
  folder: { wall: "file", column: "owner_id", staff: ALL, family: ALL },
  document: { wall: "file", column: "owner_id", staff: ALL, family: ALL },
  // Ids alone: a family needs them to know what its class was given, and reads the document behind its own wall.
  document_share: { wall: "school", staff: ALL, family: READ },
  upload: {
    wall: "private",
    column: "person_id",
    staff: ["SELECT", "INSERT", "DELETE"],
    family: ["SELECT", "INSERT", "DELETE"],
  },
  news: { wall: "school", staff: EDIT, family: READ },
  news_place: { wall: "school", staff: ALL, family: READ },
  news_file: { wall: "school", staff: ALL, family: READ },
  news_read: { wall: "private", column: "person_id", staff: ADD, family: ADD },
  news_acknowledgement: { wall: "owner", column: "person_id", staff: ADD, family: ADD },
  // What is for the adults alone is lib/ressources/access.ts: an address of a public site is no secret.
  resource: { wall: "school", staff: EDIT, family: READ },
  resource_favourite: {
    wall: "private",
    column: "person_id",
    staff: ["SELECT", "INSERT", "DELETE"],
    family: ["SELECT", "INSERT", "DELETE"],
  },
  resource_assignment: { wall: "school", staff: EDIT, family: READ },
  service_grading: { wall: "school", staff: EDIT, family: READ },
  service_part: { wall: "school", staff: ALL, family: READ },
  assessment: { wall: "school", staff: ALL, family: READ },
  grade: { wall: "pupil", column: "student_id", staff: ALL, family: READ },
  assessment_statistic: { wall: "school", staff: ALL, family: READ },
  shown_statistic: { wall: "school", staff: ALL, family: READ },
  class_average: { wall: "school", staff: ALL, family: READ },
  appreciation: { wall: "staff", staff: EDIT, family: NONE },
  council_appreciation: { wall: "staff", staff: EDIT, family: NONE },
  bulletin: { wall: "pupil", column: "student_id", staff: ALL, staffUpdates: ["visible_at"], family: READ },
  bulletin_attendance: { wall: "staff", staff: EDIT, family: NONE },
  division_period: { wall: "school", staff: EDIT, family: READ },
  // Families send files too: with a message, with a justification, into a pupil's own space.
  file: { wall: "file", column: "owner_id", staff: EDIT, family: ADD },
  access_code: {
    wall: "staff",
    staff: EDIT,
    family: NONE,
    identity: ["SELECT", "UPDATE"],
    identityUpdates: ["used_at"],
    platform: EDIT,
    platformReads: ["created_at", "expires_at", "id", "person_id", "purpose", "school_id", "used_at"],
    platformInserts: ["code_hash", "created_at", "expires_at", "id", "issuer", "person_id", "purpose", "school_id"],
    platformUpdates: ["used_at"],
  },
  invitation: { wall: "staff", staff: ADD, family: NONE },
  delegation: { wall: "staff", staff: EDIT, staffUpdates: ["ends_on"], family: NONE, identity: READ },
  import_run: { wall: "staff", staff: EDIT, family: NONE },
  imported_file: { wall: "staff", staff: ADD, family: NONE },
  import_change: { wall: "staff", staff: READ, family: NONE },
  data_export: { wall: "private", column: "asked_by_id", staff: ADD, family: ADD },
  import_question: { wall: "staff", staff: READ, family: NONE },
  import_decision: { wall: "staff", staff: ALL, family: NONE },
  import_columns: { wall: "staff", staff: EDIT, family: NONE },
  journal: {
    wall: "staff",
    column: "person_id",
    staff: ADD,
    family: ["INSERT"],
    identity: ["INSERT"],
    platform: ["INSERT"],
  },
  operation: { wall: "private", column: "person_id", staff: ADD, family: ADD },
  notification: {
    wall: "private",
    column: "person_id",
    staff: ["SELECT", "UPDATE"],
    family: ["SELECT", "UPDATE"],
    identityReads: ["school_id", "person_id", "student_id", "visible_at", "announced_at", "read_at"],
  },
  notification_preference: { wall: "private", column: "person_id", staff: EDIT, family: EDIT },
  outbox: { wall: "staff", column: "school_id", staff: ["INSERT"], family: ["INSERT"] },
};
