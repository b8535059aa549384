import { describe, expect, it } from "vitest";
import {
  draftKey,
  draftsOf,
  dropAllDrafts,
  dropDraft,
  dropOldDrafts,
  readDraft,
  writeDraft,
} from "@/components/forms/drafts";

const NOW = Date.parse("2026-11-19T07:05:00Z");
const DAY = 24 * 60 * 60 * 1000;

function memoryStore(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    clear: () => items.clear(),
  };
}

describe("drafts", () => {
  it("gives back what was kept, to the person who wrote it", () => {
    const store = memoryStore();
    writeDraft(store, draftKey("marchand", "seance"), { text: "Les fractions" }, NOW);
    expect(readDraft(store, draftKey("marchand", "seance"), NOW + 1)).toEqual({
      value: { text: "Les fractions" },
      at: NOW,
    });
    expect(readDraft(store, draftKey("rousseau", "seance"), NOW + 1)).toBeNull();
  });

  it("forgets what was saved, and what is a week old", () => {
    const store = memoryStore();
    const key = draftKey("marchand", "seance");
    writeDraft(store, key, "a", NOW);
    dropDraft(store, key);
    expect(readDraft(store, key, NOW)).toBeNull();
    writeDraft(store, key, "a", NOW);
    expect(readDraft(store, key, NOW + 7 * DAY)).toBeNull();
  });

  it("clears what is too old and nothing else", () => {
    const store = memoryStore();
    writeDraft(store, draftKey("a", "old"), "old", NOW - 8 * DAY);
    writeDraft(store, draftKey("b", "older"), "older", NOW - 30 * DAY);
    writeDraft(store, draftKey("a", "new"), "new", NOW);
    store.setItem("somebody-else", "stays");
    dropOldDrafts(store, NOW);
    expect(store.length).toBe(2);
    expect(store.getItem("somebody-else")).toBe("stays");
  });

  it("does without a store that is full, forbidden or damaged", () => {
    const store = memoryStore();
    const full = Object.assign(memoryStore(), {
      setItem() {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    expect(writeDraft(full, "key", "a", NOW)).toBe(false);
    store.setItem("key", "{");
    expect(readDraft(store, "key", NOW)).toBeNull();
  });

  it("lists what one person has kept of a kind, and forgets everybody's when somebody signs out", () => {
    const store = memoryStore();
    writeDraft(store, draftKey("marchand", "appel:1"), "a", NOW);
    writeDraft(store, draftKey("marchand", "seance:1"), "b", NOW);
    writeDraft(store, draftKey("rousseau", "appel:2"), "c", NOW);
    store.setItem("autre", "d");
    expect(draftsOf(store, "marchand", "appel:", NOW).map(([, { value }]) => value)).toEqual(["a"]);
    expect(draftsOf(store, "marchand", "appel:", NOW + 7 * DAY)).toEqual([]);
    dropAllDrafts(store);
    expect([store.length, store.getItem("autre")]).toEqual([1, "d"]);
  });
});
