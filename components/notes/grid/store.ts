import { averageOfService, type Mark, meanOf, type ServiceRules } from "@/lib/notes/averages";
import type { Fraction } from "@/lib/notes/fraction";
import { readMark, writeMark } from "@/lib/notes/marks";
import { formatAverage } from "@/lib/notes/rounding";
import { statisticsOf } from "@/lib/notes/statistics";
import type { Assessment, Cell, CellOutcome } from "@/lib/notes/types";

/** What a cell shows. `saved` is what the server holds; the two differ until it has answered. */
export interface CellState {
  value: string;
  saved: string;
  version: number;
  status: "idle" | "waiting" | "saving" | "saved" | "offline" | "refused" | "conflict";
  /** What to say of it: why it is refused, who wrote what meanwhile. */
  message: string | null;
  /** In a conflict, what the other one wrote. */
  current: string | null;
}

/** A cell on its way. */
export interface SentCell {
  assessmentId: string;
  studentId: string;
  version: number;
  was: string;
  value: string;
}

/** What a sending came to: an answer per cell; nothing because the network is away; or a refusal of the whole, in French. */
export type Sent = { outcomes: CellOutcome[] } | { offline: true } | { refused: string };

const UNTOUCHED: CellState = { value: "", saved: "", version: 0, status: "idle", message: null, current: null };
const RETRY_MS = 5_000;

/** Names a cell. */
export function keyOf(studentId: string, assessmentId: string): string {
  return `${studentId} ${assessmentId}`;
}

/**
 * The cells of a grid and what is on its way to the server. Outside of React: a keystroke changes nothing here, and a saved cell
 * draws itself, its row's average and its column's mean, never the grid.
 */
export class GradeStore {
  readonly #cells = new Map<string, CellState>();
  readonly #assessments: ReadonlyMap<string, Assessment>;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #waiting = new Set<string>();
  readonly #history: { key: string; value: string }[] = [];
  /** Until the next change of one of the pupil's cells. */
  readonly #averages = new Map<string, Fraction | null>();
  #problems: readonly string[] = [];
  #isSending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** @param send carries cells to the server; never throws. */
  constructor(
    private readonly rules: ServiceRules,
    assessments: readonly Assessment[],
    private readonly studentIds: readonly string[],
    cells: readonly Cell[],
    private readonly send: (cells: readonly SentCell[]) => Promise<Sent>,
  ) {
    this.#assessments = new Map(assessments.map((each) => [each.id, each]));
    for (const { studentId, assessmentId, mark, version } of cells) {
      const value = writeMark(mark);
      this.#cells.set(keyOf(studentId, assessmentId), { ...UNTOUCHED, value, saved: value, version });
    }
  }

  /** Calls back when what this key names may have changed: a cell, a pupil's average, a column's mean, «class», «problems». */
  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  cell(key: string): CellState {
    return this.#cells.get(key) ?? UNTOUCHED;
  }

  /** Keys of the cells that wait for their author: refused, or in conflict. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Is anything typed that the server does not hold yet? */
  get isUnsaved(): boolean {
    return this.#isSending || this.#waiting.size > 0 || this.#problems.length > 0;
  }

  /** A pupil's average as it stands in the grid: «12,33», «—». */
  average(studentId: string): string {
    return formatAverage(this.#average(studentId), this.rules.scale, this.rules.rounding);
  }

  /** The average of the class, over its pupils having one. */
  classAverage(): string {
    const averages = this.studentIds.map((studentId) => this.#average(studentId));
    return formatAverage(meanOf(averages), this.rules.scale, this.rules.rounding);
  }

  #average(studentId: string): Fraction | null {
    const known = this.#averages.get(studentId);
    if (known !== undefined) return known;
    const marked = [...this.#assessments.values()].map((each) => ({ ...each, mark: this.#mark(studentId, each.id) }));
    const { value } = averageOfService(this.rules, marked);
    this.#averages.set(studentId, value);
    return value;
  }

  /** The mean of an assessment in its own points: «11,2», «—». */
  mean(assessmentId: string): string {
    const found = statisticsOf(this.studentIds.map((studentId) => this.#mark(studentId, assessmentId)));
    return formatAverage(found?.mean ?? null, this.#assessments.get(assessmentId)?.outOf ?? "20");
  }

  #mark(studentId: string, assessmentId: string): Mark {
    const assessment = this.#assessments.get(assessmentId);
    const read = assessment && readMark(this.cell(keyOf(studentId, assessmentId)).value, assessment.outOf);
    return read?.ok ? read.mark : null;
  }

  /** What somebody typed in a cell, once they leave it. What cannot be read is kept as typed, and said. */
  write(key: string, typed: string): void {
    const before = this.cell(key);
    if (typed.trim() === before.value) return;
    this.#history.push({ key, value: before.value });
    this.#enter(key, typed);
  }

  /** Takes the last change back. @returns the cell that it was in, null when there is none. */
  undo(): string | null {
    const last = this.#history.pop();
    if (!last) return null;
    this.#enter(last.key, last.value);
    return last.key;
  }

  /** Ends a conflict: what was typed here, or what the other one wrote. */
  settle(key: string, keep: "mine" | "theirs"): void {
    const cell = this.cell(key);
    if (cell.status !== "conflict") return;
    const theirs = cell.current ?? "";
    this.#set(key, { ...cell, value: theirs, saved: theirs, status: "idle", message: null, current: null });
    if (keep === "mine") this.#enter(key, cell.value);
  }

  /** Sends now what waits: the network is back. */
  flush(): void {
    clearTimeout(this.#retry);
    if (!this.#isSending && this.#waiting.size > 0) void this.#sendWaiting();
  }

  #enter(key: string, typed: string): void {
    const [, assessmentId = ""] = key.split(" ");
    const read = readMark(typed, this.#assessments.get(assessmentId)?.outOf ?? "0");
    const cell = { ...this.cell(key), current: null };
    if (!read.ok) {
      this.#waiting.delete(key);
      this.#set(key, { ...cell, value: typed.trim(), status: "refused", message: read.message });
      return;
    }
    const value = writeMark(read.mark);
    if (value === cell.saved && cell.status !== "saving") {
      this.#waiting.delete(key);
      this.#set(key, { ...cell, value, status: "idle", message: null });
      return;
    }
    this.#waiting.add(key);
    this.#set(key, { ...cell, value, status: cell.status === "saving" ? "saving" : "waiting", message: null });
    this.flush();
  }

  async #sendWaiting(): Promise<void> {
    this.#isSending = true;
    const keys = [...this.#waiting];
    const cells = keys.map((key): SentCell => {
      const [studentId = "", assessmentId = ""] = key.split(" ");
      const { version, saved, value } = this.cell(key);
      return { studentId, assessmentId, version, was: saved, value };
    });
    this.#waiting.clear();
    for (const key of keys) this.#set(key, { ...this.cell(key), status: "saving" });
    const sent = await this.send(cells);
    this.#isSending = false;
    if ("outcomes" in sent) {
      for (const outcome of sent.outcomes) this.#conclude(outcome, cells);
      this.flush();
      return;
    }
    for (const { studentId, assessmentId, value } of cells) {
      const key = keyOf(studentId, assessmentId);
      // Typed again while it was on its way: the newer value is what waits.
      if (this.cell(key).value !== value) this.#waiting.add(key);
      if ("offline" in sent) this.#waiting.add(key);
      const status = this.#waiting.has(key) ? ("offline" as const) : ("refused" as const);
      const message = "refused" in sent ? sent.refused : "Pas de connexion\u202F: la note sera envoyée dès son retour.";
      this.#set(key, { ...this.cell(key), status, message });
    }
    if (this.#waiting.size > 0) this.#retry = setTimeout(() => this.flush(), RETRY_MS);
  }

  #conclude(outcome: CellOutcome, cells: readonly SentCell[]): void {
    const key = keyOf(outcome.studentId, outcome.assessmentId);
    const sent = cells.find((each) => keyOf(each.studentId, each.assessmentId) === key);
    const cell = this.cell(key);
    if (!sent) return;
    const isNewer = cell.value !== sent.value;
    switch (outcome.status) {
      case "saved": {
        const next = { ...cell, saved: sent.value, version: outcome.version, message: null };
        this.#set(key, { ...next, status: isNewer ? "waiting" : "saved" });
        if (isNewer) this.#waiting.add(key);
        return;
      }
      case "conflict": {
        this.#waiting.delete(key);
        const written = outcome.current === "" ? "a effacé la note" : `a saisi ${outcome.current}`;
        const message = `${outcome.by} ${written} entre-temps.`;
        const { version, current } = outcome;
        this.#set(key, { ...cell, version, current, status: "conflict", message });
        return;
      }
      case "refused":
        if (!isNewer) this.#set(key, { ...cell, status: "refused", message: outcome.message });
    }
  }

  #set(key: string, cell: CellState): void {
    const [studentId = "", assessmentId = ""] = key.split(" ");
    const isProblem = cell.status === "refused" || cell.status === "conflict";
    this.#cells.set(key, cell);
    this.#averages.delete(studentId);
    if (isProblem || this.#problems.includes(key)) {
      const others = this.#problems.filter((each) => each !== key);
      this.#problems = isProblem ? [...others, key] : others;
      this.#tell("problems");
    }
    this.#tell(key);
    this.#tell(studentId);
    this.#tell(assessmentId);
    this.#tell("class");
  }

  #tell(key: string): void {
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }
}
