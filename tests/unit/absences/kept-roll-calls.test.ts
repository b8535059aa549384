import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgetRollCall, keepRollCall, keptRollCalls, sendKept } from "@/components/absences/kept-roll-calls";

const ME = "11111111-1111-4111-8111-111111111111";
const LESSON = "22222222-2222-4222-8222-222222222222";

let answer: () => Promise<Response>;
const sent: unknown[] = [];
beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return items.size;
    },
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    key: (index: number) => [...items.keys()][index] ?? null,
  });
  sent.length = 0;
  vi.stubGlobal("fetch", (address: string, init: { body: string }) => {
    sent.push([address, JSON.parse(init.body)]);
    return answer();
  });
  return () => vi.unstubAllGlobals();
});

function sheet(operationId: string, sessionId = LESSON): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ personne: ME, operationId, sessionId, version: "0" })) {
    form.append(name, value);
  }
  form.append("absents[]", "adam");
  form.append("absents[]", "alice");
  return form;
}

const json = (status: number, body: object) => () => Promise.resolve(Response.json(body, { status }));

describe("roll calls kept on the device", () => {
  it("leave as they were said, under their operation, and are forgotten once they have arrived", async () => {
    expect(keepRollCall(ME, sheet("one"), "6B, 8 h")).toBe(true);
    expect(keptRollCalls("somebody else")).toEqual([]);
    answer = json(201, {});
    expect(await sendKept(ME)).toBe(true);
    const body = { operationId: "one", sessionId: LESSON, version: "0", absents: ["adam", "alice"] };
    expect(sent).toEqual([[`/api/absences/appels?personne=${ME}`, body]]);
    expect(keptRollCalls(ME)).toEqual([]);
  });

  it.each([
    ["the network is away", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["the server starts again", json(503, {})],
    ["the session has ended", json(401, {})],
  ])("wait while %s", async (_why, given) => {
    keepRollCall(ME, sheet("one"), "6B, 8 h");
    answer = given;
    expect(await sendKept(ME)).toBe(false);
    expect(keptRollCalls(ME)).toMatchObject([{ problem: null }]);
  });

  it("say why they are refused, are not sent again, and stay until their author has read it", async () => {
    keepRollCall(ME, sheet("one"), "6B, 8 h");
    answer = json(409, { message: "Quelqu’un d’autre a modifié cet élément entre-temps." });
    expect(await sendKept(ME)).toBe(false);
    expect(await sendKept(ME)).toBe(false);
    expect(sent).toHaveLength(1);
    expect(keptRollCalls(ME)).toMatchObject([{ problem: "Quelqu’un d’autre a modifié cet élément entre-temps." }]);
    forgetRollCall(ME, LESSON);
    expect(keptRollCalls(ME)).toEqual([]);
  });

  it("that were said otherwise while they were on their way are still to be sent", async () => {
    keepRollCall(ME, sheet("one"), "6B, 8 h");
    answer = () => {
      keepRollCall(ME, sheet("two"), "6B, 8 h");
      return json(201, {})();
    };
    expect(await sendKept(ME)).toBe(false);
    expect(keptRollCalls(ME)).toMatchObject([{ sheet: { operationId: "two" } }]);
  });

  it("are not kept where the device keeps nothing", () => {
    vi.stubGlobal("localStorage", {
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    });
    expect(keepRollCall(ME, sheet("one"), "6B, 8 h")).toBe(false);
  });
});
