import { describe, expect, it } from "vitest";
import { GradeStore, keyOf, type SentCell, type Sent } from "@/components/notes/grid/store";
import type { Assessment } from "@/lib/notes/types";

const assessment = (id: string, values: Partial<Assessment> = {}): Assessment => ({
  id,
  title: id,
  heldOn: "2026-11-02",
  outOf: "20",
  coefficient: "1",
  broughtToScale: true,
  kind: "NORMAL",
  partId: null,
  comment: null,
  ...values,
});

/** A grid of two pupils and two assessments, whose server answers when it is told to. */
function grid() {
  const asked: { cells: readonly SentCell[]; answer: (sent: Sent) => Promise<void> }[] = [];
  const store = new GradeStore(
    { scale: "20" },
    [assessment("c1"), assessment("c2", { outOf: "10" })],
    ["alice", "adam"],
    [{ studentId: "alice", assessmentId: "c1", mark: { points: "12" }, version: 3 }],
    (cells) =>
      new Promise((resolve) => {
        asked.push({
          cells,
          answer: async (sent) => {
            resolve(sent);
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
  );
  return { store, asked };
}

const alice = keyOf("alice", "c1");
const adam = keyOf("adam", "c1");
const saved = ({ assessmentId, studentId, version }: SentCell) => ({
  assessmentId,
  studentId,
  status: "saved" as const,
  version: version + 1,
});

describe("the cells of a grid", () => {
  it("are saved by themselves, and the averages follow at once", async () => {
    const { store, asked } = grid();
    expect([store.average("alice"), store.average("adam"), store.mean("c1")]).toEqual(["12,00", "—", "12,00"]);
    store.write(adam, "8,5");
    expect(store.cell(adam)).toMatchObject({ value: "8,5", status: "saving" });
    expect([store.average("adam"), store.mean("c1")]).toEqual(["8,50", "10,25"]);
    expect(asked[0]?.cells).toEqual([{ studentId: "adam", assessmentId: "c1", version: 0, was: "", value: "8,5" }]);
    expect(store.isUnsaved).toBe(true);
    await asked[0]?.answer({ outcomes: asked[0].cells.map(saved) });
    expect(store.cell(adam)).toMatchObject({ status: "saved", saved: "8,5", version: 1 });
    expect(store.isUnsaved).toBe(false);
  });

  it("refuse in place what cannot be, and keep it as typed", () => {
    const { store, asked } = grid();
    store.write(keyOf("adam", "c2"), "11");
    expect(store.cell(keyOf("adam", "c2"))).toMatchObject({
      value: "11",
      status: "refused",
      message: "Cette évaluation est notée sur 10.",
    });
    expect(store.problems).toEqual([keyOf("adam", "c2")]);
    expect(store.average("adam")).toBe("—");
    expect(asked).toEqual([]);
    store.write(keyOf("adam", "c2"), "9");
    expect(store.problems).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("wait for the answer before the next sending, and keep the newest value", async () => {
    const { store, asked } = grid();
    store.write(adam, "8");
    store.write(adam, "9");
    store.write(alice, "13");
    expect(asked).toHaveLength(1);
    await asked[0]?.answer({ outcomes: asked[0].cells.map(saved) });
    expect(asked[1]?.cells.map(({ studentId, version, was, value }) => [studentId, version, was, value])).toEqual([
      ["adam", 1, "8", "9"],
      ["alice", 3, "12", "13"],
    ]);
  });

  it("are kept without network, and sent again", async () => {
    const { store, asked } = grid();
    store.write(adam, "8");
    await asked[0]?.answer({ offline: true });
    expect(store.cell(adam)).toMatchObject({ value: "8", status: "offline" });
    expect(store.isUnsaved).toBe(true);
    store.flush();
    expect(asked[1]?.cells).toEqual(asked[0]?.cells);
  });

  it("show both values of a conflict, and keep the one chosen", async () => {
    const { store, asked } = grid();
    const conflict = (cell: SentCell): Sent => ({
      outcomes: [{ ...cell, status: "conflict", version: 5, current: "14", by: "Mme Noir", typed: cell.value }],
    });
    store.write(alice, "10");
    await asked[0]?.answer(conflict(asked[0].cells[0] as SentCell));
    expect(store.cell(alice)).toMatchObject({
      value: "10",
      current: "14",
      message: "Mme Noir a saisi 14 entre-temps.",
    });
    store.settle(alice, "mine");
    expect(asked[1]?.cells[0]).toMatchObject({ version: 5, was: "14", value: "10" });
    await asked[1]?.answer(conflict(asked[1].cells[0] as SentCell));
    store.settle(alice, "theirs");
    expect(store.cell(alice)).toMatchObject({ value: "14", saved: "14", status: "idle" });
    expect(store.problems).toEqual([]);
  });

  it("take back the last change", async () => {
    const { store, asked } = grid();
    store.write(alice, "10");
    await asked[0]?.answer({ outcomes: asked[0].cells.map(saved) });
    expect(store.undo()).toBe(alice);
    expect(asked[1]?.cells[0]).toMatchObject({ was: "10", value: "12", version: 4 });
    expect(store.undo()).toBeNull();
  });

  it("say why a whole sending was refused", async () => {
    const { store, asked } = grid();
    store.write(adam, "8");
    await asked[0]?.answer({ refused: "Cette période est close." });
    expect(store.cell(adam)).toMatchObject({ value: "8", status: "refused", message: "Cette période est close." });
  });
});
