import { formatNumber } from "@/lib/time/format";
import { z } from "zod";

const MONTH_OF_MINUTES = 30 * 24 * 60;
const MAX_DELAY_HOURS = 14 * 24;
const MAX_MEGABYTES = 1_000_000;

/** What the page of the school's settings says of a setting, or of a group of them. */
interface SettingLabel {
  label: string;
  help?: string;
  /** The unit that people count in, and how many of the stored unit make one. */
  unit?: { word: string; size: number };
  /** Minutes since midnight, asked as a time of day. */
  isTimeOfDay?: boolean;
  /** The words of an enumeration's values. */
  choices?: Readonly<Record<string, string>>;
}

/** Where a setting tells how it is shown: `.register(settingLabels, { label: … })`, after its default. */
const settingLabels = z.registry<SettingLabel>();

/** A setting out of bounds counts as not set: a slip in one of them must not close the school's portal. */
function whole(least: number, most: number, fallback: number) {
  return z.int().min(least).max(most).default(fallback).catch(fallback);
}

/** A setting that is on or off. */
function choice(fallback: boolean) {
  return z.boolean().default(fallback).catch(fallback);
}

/** What a school may set, with what holds when it has not. */
const settingsSchema = z.object({
  signIn: z
    .object({
      /**
       * Minutes without use that sign staff out. Two lessons in a row: who called the roll at 8 h is still there at
       * 9 h 55, and nobody the next morning.
       */
      staffIdleMinutes: whole(5, MONTH_OF_MINUTES, 120).register(settingLabels, {
        label: "Personnels\u202F: déconnexion après une inactivité de",
        help: "Sur un poste partagé, une demi-heure au plus, quoi qu’il soit choisi ici.",
        unit: { word: "minutes", size: 1 },
      }),
      /** The same for pupils and parents, on their own phones: long enough not to ask a pupil of 11 for it every week. */
      familyIdleMinutes: whole(5, MONTH_OF_MINUTES, 14 * 24 * 60).register(settingLabels, {
        label: "Élèves et familles\u202F: déconnexion après une inactivité de",
        help: "Trente jours au plus\u202F: le mot de passe est alors redemandé à tous.",
        unit: { word: "jours", size: 24 * 60 },
      }),
      /**
       * Must the head, the administrators and their delegates have a second factor? Yes, and no page asks: only the demo and the tests, whose passwords
       * are known to all, say no. The database reads it too (account_demands_factor).
       */
      demandsSecondFactor: choice(true),
    })
    .prefault({})
    .register(settingLabels, { label: "Connexion" }),
  departures: z
    .object({
      /** Months after which who left has neither account nor things of its own here: three at the most (arrêté of 30 November 2006, art. 6). */
      months: whole(1, 3, 3).register(settingLabels, {
        label: "Après un départ, supprimer le compte et ses contenus au bout de",
        help: "L’accès, lui, s’arrête le jour même. Trois mois au plus (arrêté du 30 novembre 2006, article 6).",
        unit: { word: "mois", size: 1 },
      }),
    })
    .prefault({})
    .register(settingLabels, { label: "Départs" }),
  absences: z
    .object({
      /**
       * Where the day is cut in two half-days, in minutes since midnight: a lesson belongs to the half in which it begins.
       * ? No text says where: 13 h falls into the lunch break of most timetables.
       */
      middayMinute: whole(10 * 60, 16 * 60, 13 * 60).register(settingLabels, {
        label: "Limite entre les deux demi-journées",
        help: "Un cours compte dans la demi-journée où il commence.",
        isTimeOfDay: true,
      }),
      /** Does a half-day on which the pupil has no lesson count as missed? Not unless the school says so. */
      countsEmptyHalfDays: choice(false).register(settingLabels, {
        label: "Compter les demi-journées sans cours pendant une absence",
      }),
      /** How the bulletin counts: both counts are shown to those who prepare it. Whole half-days are what the LSU takes. */
      bulletinCount: z
        .enum(["GROSS", "PROPORTIONAL"])
        .default("GROSS")
        .catch("GROSS")
        .register(settingLabels, {
          label: "Demi-journées sur le bulletin",
          help: "Entières\u202F: chaque demi-journée touchée compte pour une.",
          choices: { GROSS: "Entières", PROPORTIONAL: "Au prorata des cours manqués" },
        }),
    })
    .prefault({})
    .register(settingLabels, { label: "Absences" }),
  notes: z
    .object({
      /** Hours between the moment when a teacher gives grades back and the one when pupils see them here. */
      studentDelayHours: whole(0, MAX_DELAY_HOURS, 0).register(settingLabels, {
        label: "Notes montrées aux élèves après",
        help: "À partir du moment où elles sont rendues en classe.",
        unit: { word: "heures", size: 1 },
      }),
      /** The same for their guardians: pupils speak of their results first (eduscol, July 2025). */
      guardianDelayHours: whole(0, MAX_DELAY_HOURS, 24).register(settingLabels, {
        label: "Notes montrées aux responsables après",
        help: "L’élève parle d’abord de ses résultats lui-même.",
        unit: { word: "heures", size: 1 },
      }),
      /** Nothing new appears from this minute of the evening until that of the morning, nor from Friday evening to Monday morning. */
      quietFromMinute: whole(12 * 60, 24 * 60 - 1, 20 * 60).register(settingLabels, {
        label: "Aucune nouvelle note à partir de",
        isTimeOfDay: true,
      }),
      quietUntilMinute: whole(0, 12 * 60, 7 * 60).register(settingLabels, {
        label: "Jusqu’au lendemain à",
        isTimeOfDay: true,
      }),
      isWeekendQuiet: choice(true).register(settingLabels, {
        label: "Aucune nouvelle note du vendredi soir au lundi matin",
      }),
      /** Guardians of level 2, in charge without being a legal representative: results are theirs only if the school says so. */
      showsToLevel2: choice(false).register(settingLabels, {
        label: "Montrer les notes et les bulletins aux personnes en charge (responsables de niveau 2)",
        help: "Les représentants légaux les voient toujours, les contacts jamais.",
      }),
      /** May families see the averages of the class beside those of their child? */
      showsClassFigures: choice(true).register(settingLabels, {
        label: "Montrer aux familles les moyennes de la classe",
      }),
    })
    .prefault({})
    .register(settingLabels, { label: "Notes" }),
  messaging: z
    .object({
      /**
       * Quiet hours: what the staff sends then is delivered when they end. From this minute of the day until that one, the
       * next morning; the same hours as for results (eduscol, July 2025).
       */
      quietFromMinute: whole(0, 1439, 20 * 60).register(settingLabels, {
        label: "Messages gardés à partir de",
        help: "Ils sont remis à la fin de la plage, sauf urgence.",
        isTimeOfDay: true,
      }),
      quietUntilMinute: whole(0, 1439, 7 * 60).register(settingLabels, {
        label: "Jusqu’au lendemain à",
        isTimeOfDay: true,
      }),
      /** Saturday and Sunday, whole. */
      isWeekendQuiet: choice(true).register(settingLabels, { label: "Garder les messages la fin de semaine" }),
    })
    .prefault({})
    .register(settingLabels, { label: "Messagerie" }),
  documents: z
    .object({
      /** Millions of bytes that each kind of space may hold. */
      pupilMegabytes: whole(1, MAX_MEGABYTES, 200).register(settingLabels, {
        label: "Espace personnel d’un élève",
        unit: { word: "Mo", size: 1 },
      }),
      staffMegabytes: whole(1, MAX_MEGABYTES, 2_000).register(settingLabels, {
        label: "Espace personnel d’un membre du personnel",
        unit: { word: "Mo", size: 1 },
      }),
      classMegabytes: whole(1, MAX_MEGABYTES, 2_000).register(settingLabels, {
        label: "Espace d’une classe",
        unit: { word: "Mo", size: 1 },
      }),
      teamMegabytes: whole(1, MAX_MEGABYTES, 5_000).register(settingLabels, {
        label: "Espace de l’équipe",
        unit: { word: "Mo", size: 1 },
      }),
    })
    .prefault({})
    .register(settingLabels, { label: "Documents" }),
});

/** The settings of a school, complete. */
export type SchoolSettings = z.output<typeof settingsSchema>;

/** Reads column `settings` of a school. */
export function schoolSettings(stored: unknown): SchoolSettings {
  const parsed = settingsSchema.safeParse(stored);
  return parsed.success ? parsed.data : settingsSchema.parse({});
}

/** A setting, as a form asks for it. */
export interface SettingField {
  name: string;
  label: string;
  help?: string;
  /** As the form shows it: a figure in the unit told, «13:00», «on» or nothing, one of the choices. */
  value: string;
  kind: "number" | "time" | "switch" | "choice";
  unit?: string;
  min?: number;
  max?: number;
  choices: { value: string; label: string }[];
}

/** Settings that belong together. */
export interface SettingGroup {
  name: string;
  label: string;
  help?: string;
  fields: SettingField[];
}

/**
 * The settings as a page asks for them, in the order of the schema. It derives from the schema alone, so that a new setting appears with
 * the line that declares it.
 * @param stored column `settings` of a school.
 */
export function settingGroups(stored: unknown): SettingGroup[] {
  const settings: Record<string, unknown> = schoolSettings(stored);
  return Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const told = settingLabels.get(schema);
    const group = unwrapped(schema);
    if (!told || !(group instanceof z.ZodObject)) return [];
    const values = settings[name] as Record<string, unknown>;
    const fields = Object.entries(group.shape).flatMap(([key, field]) =>
      settingField(key, field as z.ZodType, values[key]),
    );
    return [{ name, ...helpOf(told), fields }];
  });
}

/**
 * A group of settings as a form sent it, to be stored.
 * @returns the values, or a message per field; null when there is no such group.
 */
export function readSettingGroup(
  name: string,
  typed: Readonly<Record<string, unknown>>,
): { ok: true; values: Record<string, unknown> } | { ok: false; fields: Record<string, string[]> } | null {
  const group = settingGroups({}).find((each) => each.name === name);
  const schema = Object.entries(settingsSchema.shape).find(([key]) => key === name)?.[1];
  if (!group || !schema) return null;
  const values: Record<string, unknown> = {};
  const problems: Record<string, string[]> = {};
  const shape = unwrapped(schema) as z.ZodObject;
  for (const field of group.fields) {
    const setting = shape.shape[field.name] as z.ZodType;
    const parsed = unwrapped(setting).safeParse(typedValue(field, typed[field.name], settingLabels.get(setting)));
    if (parsed.success) values[field.name] = parsed.data;
    else problems[field.name] = [boundsWords(field)];
  }
  return Object.keys(problems).length === 0 ? { ok: true, values } : { ok: false, fields: problems };
}

/** The schema inside of its defaults. */
function unwrapped(schema: z.core.$ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodDefault || inner instanceof z.ZodCatch) {
    inner = inner.unwrap();
  }
  return inner as z.ZodType;
}

function settingField(name: string, schema: z.ZodType, value: unknown): SettingField[] {
  const told = settingLabels.get(schema);
  const inner = unwrapped(schema);
  if (!told) return [];
  const common = { name, ...helpOf(told), choices: [] };
  if (inner instanceof z.ZodBoolean) return [{ ...common, kind: "switch", value: value === true ? "on" : "" }];
  if (inner instanceof z.ZodEnum) {
    const choices = inner.options.map((each) => ({ value: String(each), label: told.choices?.[each] ?? String(each) }));
    return [{ ...common, kind: "choice", value: String(value), choices }];
  }
  if (!(inner instanceof z.ZodNumber)) return [];
  if (told.isTimeOfDay) return [{ ...common, kind: "time", value: timeOfDay(Number(value)) }];
  const size = told.unit?.size ?? 1;
  return [
    {
      ...common,
      kind: "number",
      value: String(Math.round(Number(value) / size)),
      ...(told.unit && { unit: told.unit.word }),
      min: Math.ceil((inner.minValue ?? 0) / size),
      max: Math.floor((inner.maxValue ?? Number.MAX_SAFE_INTEGER) / size),
    },
  ];
}

function helpOf({ label, help }: SettingLabel): { label: string; help?: string } {
  return { label, ...(help && { help }) };
}

function timeOfDay(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function typedValue({ kind }: SettingField, typed: unknown, told: SettingLabel | undefined): unknown {
  if (kind === "switch") return typed === "on";
  if (typeof typed !== "string") return undefined;
  if (kind === "choice") return typed;
  if (kind === "time") {
    return /^\d\d:\d\d$/.test(typed) ? Number(typed.slice(0, 2)) * 60 + Number(typed.slice(3)) : undefined;
  }
  return typed.trim() === "" ? undefined : Number(typed) * (told?.unit?.size ?? 1);
}

function boundsWords({ kind, min, max }: SettingField): string {
  if (kind === "number")
    return `Indiquez un nombre entier entre ${formatNumber(min ?? 0)} et ${formatNumber(max ?? 0)}.`;
  return kind === "time" ? "Indiquez une heure possible pour ce réglage." : "Choisissez une des réponses.";
}
