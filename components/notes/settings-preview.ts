import { averageOfService, type Mark, type MarkedAssessment, meanOf, type ServiceRules } from "@/lib/notes/averages";
import { formatAverage, NO_ROUNDING } from "@/lib/notes/rounding";

/** The marks of a class in a period, as a preview needs them. */
export interface PreviewMarks {
  assessments: readonly Omit<MarkedAssessment, "mark">[];
  pupilIds: readonly string[];
  cells: readonly { studentId: string; assessmentId: string; mark: Mark }[];
}

const DECIMAL = /^\d{1,4}([.,]\d{1,2})?$/;
const MODES = ["NONE", "NEAREST", "UP"] as const;
const STEPS = ["0.01", "0.1", "0.5", "1"] as const;

/** The rules that a form of settings says; null while it says none. A part without id has no assessment yet, and changes nothing. */
export function typedRules(form: FormData): ServiceRules | null {
  const text = (name: string): string[] => form.getAll(name).map((value) => (typeof value === "string" ? value : ""));
  const [scale = ""] = text("scale");
  const mode = MODES.find((each) => each === text("roundingMode")[0]);
  const step = STEPS.find((each) => each === text("roundingStep")[0]);
  const names = text("partName[]");
  const coefficients = text("partCoefficient[]");
  if (!DECIMAL.test(scale) || Number(scale.replace(",", ".")) === 0 || !mode || !step) return null;
  const parts = text("partId[]").flatMap((id, index) => {
    const coefficient = coefficients[index]?.trim() || "1";
    return id && names[index]?.trim() ? { id, coefficient: coefficient.replace(",", ".") } : [];
  });
  if (!parts.every(({ coefficient }) => DECIMAL.test(coefficient))) return null;
  return { scale: scale.replace(",", "."), rounding: { mode, step, at: "DISPLAY" }, parts };
}

/** How many averages other rules would change, and that of the class before and after, as it is shown; null without any average. */
export function effectOf(
  before: ServiceRules,
  after: ServiceRules,
  { assessments, pupilIds, cells }: PreviewMarks,
): { changed: number; before: string; after: string } | null {
  const marks = new Map(cells.map(({ studentId, assessmentId, mark }) => [`${assessmentId} ${studentId}`, mark]));
  const averagesBy = (rules: ServiceRules) => {
    const values = pupilIds.map((pupilId) => {
      const marked = assessments.map((each) => ({ ...each, mark: marks.get(`${each.id} ${pupilId}`) ?? null }));
      return averageOfService(rules, marked).value;
    });
    const shown = (value: (typeof values)[number]) => formatAverage(value, rules.scale, rules.rounding ?? NO_ROUNDING);
    return {
      pupils: values.map(shown),
      ofClass: shown(meanOf(values)),
      isEmpty: values.every((value) => value === null),
    };
  };
  const [now, then] = [averagesBy(before), averagesBy(after)];
  if (now.isEmpty) return null;
  const changed = now.pupils.filter((value, index) => value !== then.pupils[index]).length;
  return { changed, before: now.ofClass, after: then.ofClass };
}
