/**
 * What becomes of everything that names somebody, table by table, once that person has left: the data behind the purge
 * (lib/departs/steps.ts), the page that announces it, and the copy of one's data (lib/departs/sections). A test compares this list with
 * the catalog of the database: a new table is not forgotten.
 *
 * Sources: RGPD, articles 5(1)(e), 15 and 17(3)(b); arrêté of 30 November 2006 on ENT, article 6 (three months); code de l'éducation,
 * R131-6 (the file of absences lives for the school year); circulaire 2010-136 (cahier de textes kept five years).
 */
export interface TableFate {
  /** The columns that name a person or an account. None: the table tells of nobody. */
  persons?: readonly string[];
  /**
   * deleted: the rows of that person go. pseudonymised: they stay, and nothing in them says who it was any more. kept: they stay as
   * they are, and end by a rule of their own.
   */
  fate: "deleted" | "pseudonymised" | "kept";
  /** leaving: with the access, three months at the most after it ended. file: once no text asks to know who it was. */
  when?: "leaving" | "file";
  why: string;
  /** The section of the copy that tells of it; null, and `why` or the comment says why none does. */
  copy: CopySectionSlug | null;
}

/** The chapters of a copy of one's data, in their order. */
export const COPY_SECTIONS = [
  "identite",
  "compte",
  "scolarite",
  "enseignement",
  "notes",
  "absences",
  "cahier-de-texte",
  "messagerie",
  "documents",
  "actualites",
  "ressources",
  "notifications",
  "traces",
] as const;

export type CopySectionSlug = (typeof COPY_SECTIONS)[number];

const NOBODY = { fate: "kept", why: "Tells of nobody.", copy: null } as const;
const OWN = { fate: "deleted", when: "leaving" } as const;
const FILE = { fate: "deleted", when: "file" } as const;
const HIDDEN = { fate: "pseudonymised", when: "file" } as const;

export const fates: Readonly<Record<string, TableFate>> = {
  // Who signs in: deleted with the last person of the account, wherever it is.
  account: { ...OWN, persons: ["id"], why: "Nothing justifies it any more (arrêté of 2006, art. 6).", copy: "compte" },
  sign_in: {
    ...OWN,
    persons: ["account_id", "person_id", "seen_person_id", "seen_by_id"],
    why: "Goes with its account.",
    copy: "compte",
  },
  reset_mail: { ...OWN, persons: ["account_id"], why: "Goes with its account.", copy: null },
  second_factor: { ...OWN, persons: ["account_id"], why: "Goes with its account.", copy: "compte" },
  recovery_code: { ...OWN, persons: ["account_id"], why: "Goes with its account.", copy: null },
  security_mail: { ...OWN, persons: ["account_id"], why: "Goes with its account.", copy: null },
  // Who administers the platform keeps its account for as long as it does so.
  platform_role: { fate: "kept", persons: ["account_id"], why: "A second hat, above the schools.", copy: null },
  platform_journal: {
    ...HIDDEN,
    persons: ["account_id"],
    why: "What was done above the schools: a line about a head keeps the pseudonym.",
    copy: null,
  },
  sign_in_attempt: {
    fate: "kept",
    persons: ["account_id"],
    why: "Connection log of one year (CNIL): the account that it names exists no more.",
    copy: "compte",
  },
  rate_limit: { ...NOBODY, why: "Counters under keys that are hashed or addresses, forgotten in a day." },
  access_code: { ...OWN, persons: ["person_id", "created_by"], why: "Opens nothing any more.", copy: null },

  invitation: { ...OWN, persons: ["person_id", "created_by"], why: "Opens nothing any more.", copy: null },

  organization: NOBODY,
  school: NOBODY,
  school_figure: NOBODY,
  school_year: NOBODY,
  period_scheme: NOBODY,
  period: NOBODY,
  closure: NOBODY,
  teaching_week: NOBODY,
  group: NOBODY,
  group_division: NOBODY,
  subject: NOBODY,
  room: NOBODY,
  service: NOBODY,
  slot: NOBODY,
  session: NOBODY,
  session_group: NOBODY,

  // The file of the person.
  person: {
    ...HIDDEN,
    persons: ["id", "account_id"],
    why: "Carries what others keep: under a pseudonym.",
    copy: "identite",
  },
  civil_status: { ...FILE, persons: ["person_id"], why: "Says who it was.", copy: "identite" },
  external_id: { ...FILE, persons: ["person_id"], why: "Says who it was.", copy: "identite" },
  contact: { ...OWN, persons: ["person_id"], why: "Nobody writes or calls any more.", copy: "identite" },
  guardianship: { ...FILE, persons: ["guardian_id", "student_id"], why: "Says whose child it was.", copy: "identite" },
  // What a court decided is the school's to apply: its copy is asked for from whom it was given by.
  judgment: {
    ...FILE,
    persons: ["guardian_id", "student_id", "author_id"],
    why: "Nothing is told of them any more.",
    copy: null,
  },
  person_override: {
    ...FILE,
    persons: ["person_id", "about_id", "author_id"],
    why: "What the school set otherwise than its files.",
    copy: null,
  },
  enrollment: {
    ...HIDDEN,
    persons: ["student_id"],
    why: "The class keeps the number of its pupils.",
    copy: "scolarite",
  },
  student_support: {
    ...FILE,
    persons: ["staff_id", "student_id"],
    why: "Tells of a pupil's needs.",
    copy: "scolarite",
  },
  main_teacher: { ...HIDDEN, persons: ["teacher_id"], why: "The class keeps its history.", copy: "enseignement" },
  service_teacher: {
    ...HIDDEN,
    persons: ["teacher_id", "replaces_id"],
    why: "What was taught, by how many.",
    copy: "enseignement",
  },
  session_teacher: {
    ...HIDDEN,
    persons: ["teacher_id", "replaces_id"],
    why: "What was taught, by how many.",
    copy: "enseignement",
  },
  teacher_absence: {
    ...FILE,
    persons: ["teacher_id", "declared_by_id"],
    why: "When somebody was absent is no business of a school that it has left; its lessons stay as they were.",
    copy: "enseignement",
  },
  feed_token: { ...OWN, persons: ["person_id", "student_id"], why: "Opens nothing any more.", copy: "compte" },

  // Cahier de textes: an official document.
  lesson_entry: {
    ...HIDDEN,
    persons: ["author_id"],
    why: "Kept with its author's name for five years.",
    copy: "cahier-de-texte",
  },
  lesson_entry_file: { ...NOBODY, copy: null },
  homework: {
    ...HIDDEN,
    persons: ["author_id"],
    why: "Kept with its author's name for five years.",
    copy: "cahier-de-texte",
  },
  homework_recipient: {
    ...FILE,
    persons: ["student_id"],
    why: "Work for named pupils tells of them.",
    copy: "cahier-de-texte",
  },
  homework_completion: { ...OWN, persons: ["student_id"], why: "A help for the pupil alone.", copy: "cahier-de-texte" },
  homework_file: { ...NOBODY, copy: null },

  // Absences: the file lives for the school year (R131-6); retention deletes it, and this what it would leave.
  roll_call: { ...HIDDEN, persons: ["called_by_id"], why: "Proves that the roll was called.", copy: null },
  attendance: { ...FILE, persons: ["student_id"], why: "Part of the file of absences.", copy: "absences" },
  absence_motive: NOBODY,
  absence: {
    ...FILE,
    persons: ["student_id", "settled_by_id", "recorded_by_id"],
    why: "The file of absences lives for the school year.",
    copy: "absences",
  },
  justification: {
    ...FILE,
    persons: ["student_id", "author_id", "settled_by_id"],
    why: "The file of absences lives for the school year.",
    copy: "absences",
  },
  justification_file: { ...FILE, persons: ["student_id"], why: "Goes with its justification.", copy: "documents" },
  absence_alert: {
    ...FILE,
    persons: ["student_id", "handled_by_id"],
    // No copy: a note of the head's on what is to be done, which families do not read.
    why: "Part of the file of absences.",
    copy: null,
  },

  // Mail: what was sent belongs to those who received it too.
  thread: { ...HIDDEN, persons: ["author_id", "member_ids"], why: "The mail of those who stay.", copy: "messagerie" },
  message: {
    ...HIDDEN,
    persons: ["author_id", "recipient_ids"],
    why: "The mail of those who stay.",
    copy: "messagerie",
  },
  delivery: { ...OWN, persons: ["person_id", "author_id"], why: "One's own mailbox.", copy: "messagerie" },
  message_file: { ...HIDDEN, persons: ["reader_ids"], why: "The mail of those who stay.", copy: "messagerie" },
  message_draft: { ...OWN, persons: ["person_id"], why: "Nobody will send it.", copy: "messagerie" },
  message_draft_file: { ...OWN, persons: ["person_id"], why: "Goes with its draft.", copy: "documents" },
  message_report: {
    ...HIDDEN,
    persons: ["author_id", "reporter_id", "settled_by_id"],
    // The copy tells what one reported; of what others said of one, the head answers.
    why: "Answers for a school year after it is settled; nothing is erased before.",
    copy: "messagerie",
  },

  // Documents.
  document_space: { ...OWN, persons: ["owner_id"], why: "One's own space; that of a class stays.", copy: "documents" },
  folder: { ...OWN, persons: ["owner_id"], why: "Of one's own space; those of a class stay.", copy: "documents" },
  document: { ...OWN, persons: ["owner_id"], why: "Of one's own space; those of a class stay.", copy: "documents" },
  document_share: { ...OWN, persons: ["person_id", "shared_by_id"], why: "Goes with the document.", copy: "documents" },
  upload: { ...OWN, persons: ["person_id"], why: "Nobody will go on with it.", copy: null },
  file: {
    ...OWN,
    persons: ["owner_id"],
    why: "With its bytes, unless it hangs on a lesson, on news or on the mail of others.",
    copy: "documents",
  },

  news: {
    ...HIDDEN,
    persons: ["author_id"],
    why: "What the school told its people; drafts go at once.",
    copy: "actualites",
  },
  news_place: NOBODY,
  news_file: NOBODY,
  news_read: { ...OWN, persons: ["person_id"], why: "A help for its reader alone.", copy: null },
  news_acknowledgement: {
    ...HIDDEN,
    persons: ["person_id"],
    why: "The school counts who was told.",
    copy: "actualites",
  },

  resource: NOBODY,
  resource_favourite: { ...OWN, persons: ["person_id"], why: "A help for its owner alone.", copy: "ressources" },
  resource_assignment: { ...HIDDEN, persons: ["teacher_id"], why: "What a class was given.", copy: "ressources" },

  // Results: figures of a class rest on them.
  service_grading: NOBODY,
  service_part: NOBODY,
  assessment: { ...HIDDEN, persons: ["author_id"], why: "Of the class.", copy: "enseignement" },
  grade: {
    ...HIDDEN,
    persons: ["student_id", "updated_by_id"],
    why: "Averages of the class rest on it.",
    copy: "notes",
  },
  assessment_statistic: NOBODY,
  shown_statistic: NOBODY,
  class_average: NOBODY,
  // Its words reach the pupil by the bulletin, once it is published.
  appreciation: { ...HIDDEN, persons: ["student_id", "author_id"], why: "Of a bulletin.", copy: "notes" },
  council_appreciation: { ...HIDDEN, persons: ["student_id", "author_id"], why: "Of a bulletin.", copy: "notes" },
  bulletin: {
    ...HIDDEN,
    persons: ["student_id"],
    why: "An official document: the family has its copy, the school's dossier the signed one; here the names go.",
    copy: "notes",
  },
  bulletin_attendance: {
    ...FILE,
    persons: ["student_id", "author_id"],
    why: "Part of the file of absences.",
    copy: null,
  },
  division_period: { ...HIDDEN, persons: ["published_by_id"], why: "When bulletins were published.", copy: null },

  // Traces.
  notification: { ...OWN, persons: ["person_id", "student_id"], why: "Leads to what is gone.", copy: "notifications" },
  notification_preference: { ...OWN, persons: ["person_id"], why: "A choice of one's own.", copy: "notifications" },
  import_run: { ...HIDDEN, persons: ["person_id"], why: "Explains a school year; kept one.", copy: null },
  delegation: { ...HIDDEN, persons: ["person_id", "given_by_id"], why: "Explains who could do what.", copy: "traces" },
  import_question: { ...FILE, persons: ["person_id"], why: "Says who it may have been.", copy: null },
  import_decision: { ...FILE, persons: ["person_id"], why: "Says who it was.", copy: null },
  import_columns: NOBODY,
  imported_file: { ...NOBODY, why: "The files of an import, gone a week after." },
  import_change: { ...FILE, persons: ["person_id"], why: "Says who it was, for a week in any case.", copy: null },
  journal: {
    ...HIDDEN,
    persons: ["person_id"],
    why: "Who did what: ids alone, which lead to a pseudonym.",
    copy: "traces",
  },
  operation: { ...OWN, persons: ["person_id"], why: "Nothing is sent again.", copy: null },
  outbox: { ...NOBODY, why: "Events of the week, by ids." },
  data_export: {
    ...OWN,
    persons: ["person_id", "asked_by_id"],
    why: "Nobody will fetch it; gone in a week.",
    copy: null,
  },
};
