import { type RoomKind, subjectOf } from "@/prisma/demo/curriculum";
import type { Random } from "@/prisma/demo/random";
import type { Block, Teaching, Weeks } from "@/prisma/demo/teaching";

/** Starts of the eight periods of a day, in minutes: four before lunch, four after. */
export const PERIOD_STARTS = [480, 535, 605, 660, 780, 835, 905, 960] as const;
/** Length of a period, in minutes. */
export const PERIOD_MINUTES = 55;
/** Wednesday has no afternoon. */
const WEDNESDAY = 3;
const DAYS = [1, 2, 3, 4, 5] as const;
const PERIODS = PERIOD_STARTS.length;
const CELLS = DAYS.length * PERIODS;

/** Rooms of the demo's collège, by kind. One more of each than the timetable uses at a time. */
export const ROOMS: Readonly<Record<RoomKind, readonly { code: string; name: string }[]>> = {
  classroom: Array.from({ length: 27 }, (_, index) => {
    const code = String((Math.floor(index / 9) + 1) * 100 + (index % 9) + 1);
    return { code, name: `Salle ${code}` };
  }),
  svt: ["SVT 1", "SVT 2", "SVT 3", "SVT 4"].map((code) => ({ code, name: `Laboratoire de ${code}` })),
  physique: ["PC 1", "PC 2", "PC 3", "PC 4"].map((code) => ({
    code,
    name: `Laboratoire de physique-chimie ${code.slice(3)}`,
  })),
  techno: ["TEC 1", "TEC 2", "TEC 3"].map((code) => ({ code, name: `Salle de technologie ${code.slice(4)}` })),
  gym: ["GYM 1", "GYM 2", "PLATEAU", "DOJO", "STADE", "PISTE"].map((code) => ({
    code,
    name: code.startsWith("GYM") ? `Gymnase ${code.slice(4)}` : code.charAt(0) + code.slice(1).toLowerCase(),
  })),
  arts: ["ARTS 1", "ARTS 2", "ARTS 3"].map((code) => ({ code, name: `Salle d’arts ${code.slice(5)}` })),
  musique: ["MUS 1", "MUS 2", "MUS 3"].map((code) => ({ code, name: `Salle de musique ${code.slice(4)}` })),
};

/** A weekly lesson, placed: what becomes a slot. */
export interface PlacedLesson {
  /** Key of the service. */
  service: string;
  weekday: number;
  startMinute: number;
  endMinute: number;
  /** Null: every week. */
  alternance: "A" | "B" | null;
  room: string;
}

interface Placement {
  block: Block;
  cell: number;
  weeks: Weeks;
}

const weeksOfPart = (weeks: Weeks | "chosen", chosen: Weeks): Weeks => (weeks === "chosen" ? chosen : weeks);
const cellsOf = (cell: number, hours: number): number[] => (hours === 2 ? [cell, cell + 1] : [cell]);

/**
 * Places every block of a week so that no division, teacher or room is in two places: the hardest first, each where it
 * hurts least; one that fits nowhere takes the place of others, which are placed again.
 * @throws Error when it does not come to an end, which the tests exclude for the seeds in use.
 */
export function solveTimetable(teaching: Teaching, random: Random): PlacedLesson[] {
  const solver = new Solver(random);
  const difficulty = (block: Block) => block.divisions.length * 10 + block.parts.length * 3 + block.hours * 4;
  const queue = random.shuffle(teaching.blocks).sort((a, b) => difficulty(b) - difficulty(a));
  for (let step = 0; queue.length > 0; step += 1) {
    if (step > 50_000) throw new Error("the timetable has no solution for this seed");
    const block = queue.shift();
    if (block) queue.push(...solver.place(block));
  }
  return assignRooms(solver.placements());
}

class Solver {
  /** By resource (division, teacher, room kind), what holds each cell. */
  readonly #held = new Map<string, Placement[][]>();
  readonly #placed = new Map<Block, Placement>();
  /** How often a block was driven out: those are left in peace. */
  readonly #evictions = new Map<Block, number>();

  constructor(private readonly random: Random) {}

  placements(): Placement[] {
    return [...this.#placed.values()];
  }

  /** Places a block at its best cell; returns the blocks that this drove out. */
  place(block: Block): Block[] {
    let best: { placement: Placement; rivals: Set<Block>; cost: number } | null = null;
    for (const placement of this.#candidates(block)) {
      const rivals = this.#rivals(placement);
      let cost = this.#cost(placement) + this.random.next();
      for (const rival of rivals) cost += 1_000 * (1 + rival.divisions.length + (this.#evictions.get(rival) ?? 0));
      if (!best || cost < best.cost) best = { placement, rivals, cost };
    }
    if (!best) throw new Error("a block has no cell at all");
    for (const rival of best.rivals) {
      this.#evictions.set(rival, (this.#evictions.get(rival) ?? 0) + 1);
      this.#remove(rival);
    }
    this.#add(best.placement);
    return [...best.rivals];
  }

  *#candidates(block: Block): Generator<Placement> {
    const isChosen = block.parts.some((part) => part.weeks === "chosen");
    for (let cell = 0; cell < CELLS; cell += 1) {
      const period = cell % PERIODS;
      if (DAYS[Math.floor(cell / PERIODS)] === WEDNESDAY && period >= PERIODS / 2) continue;
      if (block.hours === 2 && period % 2 === 1) continue;
      for (const weeks of isChosen ? ([1, 2] as const) : ([3] as const)) yield { block, cell, weeks };
    }
  }

  /** The resources that a placement uses, with their weeks; a kind of room is used by several lessons at once. */
  #uses({ block, weeks }: Placement): { resource: string; weeks: Weeks; capacity: number }[] {
    return [
      ...block.divisions.map((code) => ({ resource: `division ${code}`, weeks, capacity: 1 })),
      ...block.parts.flatMap((part) => {
        const kind = subjectOf(part.service.subject).room;
        const partWeeks = weeksOfPart(part.weeks, weeks);
        return [
          { resource: `teacher ${part.service.teacher}`, weeks: partWeeks, capacity: 1 },
          { resource: `room ${kind}`, weeks: partWeeks, capacity: ROOMS[kind].length - 1 },
        ];
      }),
    ];
  }

  #holders(resource: string, cell: number): Placement[] {
    let cells = this.#held.get(resource);
    if (!cells) this.#held.set(resource, (cells = Array.from({ length: CELLS }, () => [])));
    return cells[cell] ?? [];
  }

  /** The blocks that would have to go. */
  #rivals(placement: Placement): Set<Block> {
    const rivals = new Set<Block>();
    for (const cell of cellsOf(placement.cell, placement.block.hours)) {
      for (const { resource, weeks, capacity } of this.#uses(placement)) {
        const inTheWay = this.#holders(resource, cell).filter((holder) => this.#overlaps(holder, resource, weeks));
        for (const holder of inTheWay.slice(capacity - 1)) rivals.add(holder.block);
      }
    }
    return rivals;
  }

  #overlaps(holder: Placement, resource: string, weeks: Weeks): boolean {
    return this.#uses(holder).some((use) => use.resource === resource && (use.weeks & weeks) !== 0);
  }

  #add(placement: Placement): void {
    this.#placed.set(placement.block, placement);
    for (const cell of cellsOf(placement.cell, placement.block.hours)) {
      for (const { resource } of this.#uses(placement)) this.#holders(resource, cell).push(placement);
    }
  }

  #remove(block: Block): void {
    const placement = this.#placed.get(block);
    if (!placement) return;
    this.#placed.delete(block);
    for (const cell of cellsOf(placement.cell, block.hours)) {
      for (const { resource } of this.#uses(placement)) {
        const holders = this.#holders(resource, cell);
        const index = holders.indexOf(placement);
        if (index >= 0) holders.splice(index, 1);
      }
    }
  }

  /** What a good timetable avoids: the same subject twice a day, late hours, holes. */
  #cost({ block, cell }: Placement): number {
    const day = Math.floor(cell / PERIODS);
    const period = cell % PERIODS;
    const halfDay = period < PERIODS / 2 ? 0 : PERIODS / 2;
    let cost = [0, 0, 0, 0, 2, 2, 4, 9][period] ?? 0;
    for (const code of block.divisions) {
      let isHalfDayEmpty = true;
      let isBesideAnother = false;
      for (let other = 0; other < PERIODS; other += 1) {
        const holders = this.#holders(`division ${code}`, day * PERIODS + other);
        if (holders.length === 0) continue;
        if (other >= halfDay && other < halfDay + PERIODS / 2) {
          isHalfDayEmpty = false;
          isBesideAnother ||= Math.abs(other - period) <= block.hours;
        }
        const subjects = block.parts.map((part) => part.service.subject);
        if (holders.some((holder) => holder.block.parts.some((part) => subjects.includes(part.service.subject))))
          cost += 25;
      }
      const hole = isHalfDayEmpty ? Math.abs(period - (halfDay === 0 ? 1 : halfDay)) * 2 : isBesideAnother ? 0 : 6;
      cost += hole / block.divisions.length;
    }
    return cost;
  }
}

/** Gives each lesson a room of its kind, its teacher's usual one when it is free. */
function assignRooms(placements: readonly Placement[]): PlacedLesson[] {
  const taken = new Map<string, number>();
  const lessons: PlacedLesson[] = [];
  for (const { block, cell, weeks } of placements.toSorted(
    (a, b) => b.block.hours - a.block.hours || a.cell - b.cell,
  )) {
    for (const part of block.parts) {
      const partWeeks = weeksOfPart(part.weeks, weeks);
      const rooms = ROOMS[subjectOf(part.service.subject).room];
      const usual = part.service.teacher % rooms.length;
      const ordered = [...rooms.slice(usual), ...rooms.slice(0, usual)];
      const cells = cellsOf(cell, block.hours);
      const isFree = (code: string) => cells.every((at) => ((taken.get(`${code} ${at}`) ?? 0) & partWeeks) === 0);
      const room = ordered.find(({ code }) => isFree(code));
      if (!room) throw new Error(`no room for ${part.service.key}`);
      for (const at of cells) taken.set(`${room.code} ${at}`, (taken.get(`${room.code} ${at}`) ?? 0) | partWeeks);
      const last = PERIOD_STARTS[(cell % PERIODS) + block.hours - 1] ?? 0;
      lessons.push({
        service: part.service.key,
        weekday: DAYS[Math.floor(cell / PERIODS)] ?? 1,
        startMinute: PERIOD_STARTS[cell % PERIODS] ?? 0,
        endMinute: last + PERIOD_MINUTES,
        alternance: partWeeks === 3 ? null : partWeeks === 1 ? "A" : "B",
        room: room.code,
      });
    }
  }
  return lessons;
}
