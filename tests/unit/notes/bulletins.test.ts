import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { Mark } from "@/lib/notes/averages";
import { printBulletins } from "@/lib/notes/bulletins/print";
import {
  attendanceOf,
  attendanceWords,
  choosePeriod,
  type ClassMaterial,
  composeBulletins,
  mainTeacherWords,
  referenceDay,
  type ServiceMaterial,
} from "@/lib/notes/bulletins/rules";

const term = (id: string, startsOn: string, endsOn: string) => ({ id, name: id, shortName: id, startsOn, endsOn });
const terms = [term("T2", "2026-12-01", "2027-03-11"), term("T1", "2026-09-01", "2026-12-01")];

describe("the period", () => {
  it("is the one asked for, else the running one, else the last begun, else the first", () => {
    expect(choosePeriod(terms, "T2", "2026-11-19")?.id).toBe("T2");
    expect(choosePeriod(terms, "unknown", "2026-11-19")?.id).toBe("T1");
    expect(choosePeriod(terms, null, "2026-12-01")?.id).toBe("T2");
    expect(choosePeriod(terms, null, "2027-07-01")?.id).toBe("T2");
    expect(choosePeriod(terms, null, "2026-08-01")?.id).toBe("T1");
    expect(choosePeriod([], null, "2026-08-01")).toBeNull();
  });

  it("counts its pupils on today, or on its nearest day", () => {
    const [, first] = terms;
    if (!first) throw new Error("Two terms.");
    expect(referenceDay(first, "2026-11-19")).toBe("2026-11-19");
    expect(referenceDay(first, "2027-02-01")).toBe("2026-11-30");
    expect(referenceDay(first, "2026-07-01")).toBe("2026-09-01");
  });
});

function service(id: string, subject: string, more: Partial<ServiceMaterial> & { marks?: Record<string, Mark> } = {}) {
  const { marks, ...rest } = more;
  return {
    id,
    groupId: "6A",
    subject: { code: subject, name: subject },
    teachers: ["Mme Marchand"],
    coefficient: "1",
    rules: { scale: "20" },
    assessments: marks
      ? [
          {
            id: `${id}-1`,
            outOf: "20",
            coefficient: "1",
            broughtToScale: true,
            kind: "NORMAL" as const,
            marks: new Map(Object.entries(marks)),
          },
        ]
      : [],
    appreciations: new Map<string, string>(),
    ...rest,
  };
}

function bulletinsWith(services: ServiceMaterial[], more: Partial<ClassMaterial> = {}) {
  return composeBulletins({
    school: "Collège Jeanne-Barret",
    year: "2026-2027",
    period: "1er trimestre",
    division: "6A",
    mainTeachers: ["Mme Fournier"],
    pupils: ["alice", "adam"].map((id) => ({ id, firstName: id, lastName: "A", groupIds: new Set(["6A", id]) })),
    services,
    council: new Map([["alice", "Encouragements."]]),
    attendance: new Map([["alice", { justified: "3", unjustified: "1", lates: "2" }]]),
    ...more,
  });
}

describe("bulletins", () => {
  it("have the class average of the service, over all its pupils, of other classes too", () => {
    const latin = service("latin", "Latin", { marks: { alice: { points: "15" }, basile: { points: "9" } } });
    const [alice, adam] = bulletinsWith([latin]);
    expect(alice?.lines).toMatchObject([{ average: "15,00", classAverage: "12,00" }]);
    expect(adam?.lines).toMatchObject([{ average: "—", classAverage: "12,00" }]);
    expect([alice?.general, adam?.general]).toEqual([
      { average: "15,00", classAverage: "15,00" },
      { average: "—", classAverage: "15,00" },
    ]);
    expect([alice?.council, adam?.council]).toEqual(["Encouragements.", ""]);
  });

  it("round and weigh as the service says", () => {
    const rounding = { mode: "UP", step: "0.5", at: "DISPLAY" } as const;
    const [alice] = bulletinsWith([
      service("maths", "Maths", {
        marks: { alice: { points: "12.1" } },
        coefficient: "3",
        rules: { scale: "20", rounding },
      }),
      service("eps", "EPS", { marks: { alice: { points: "16.1" } }, coefficient: "1" }),
    ]);
    expect(alice?.lines.map(({ subject, average }) => [subject, average])).toEqual([
      ["EPS", "16,10"],
      ["Maths", "12,5"],
    ]);
    expect(alice?.general.average).toBe("13,10");
  });

  it("have one line for a class and its half-groups, unless both were used", () => {
    const whole = service("svt", "SVT");
    const half = service("svt-1", "SVT", { groupId: "alice" });
    expect(bulletinsWith([whole, half])[0]?.lines).toHaveLength(1);
    const graded = { ...half, ...service("svt-1", "SVT", { groupId: "alice", marks: { alice: { points: "8" } } }) };
    expect(bulletinsWith([whole, graded])[0]?.lines).toMatchObject([{ average: "8,00" }]);
    const written = { ...whole, appreciations: new Map([["alice", "Bien."]]) };
    expect(bulletinsWith([written, graded])[0]?.lines).toHaveLength(2);
  });

  it.each([
    [
      { justified: "3", unjustified: "1", lates: "2" },
      "4 demi-journées d’absence, dont 1 non justifiée\u202F; 2 retards.",
    ],
    [{ justified: "2.5", unjustified: "0", lates: "0" }, "2,5 demi-journées d’absence justifiées\u202F; aucun retard."],
    [{ justified: "0", unjustified: "1", lates: "1" }, "1 demi-journée d’absence non justifiée\u202F; 1 retard."],
    [
      { justified: "1", unjustified: "2", lates: "0" },
      "3 demi-journées d’absence, dont 2 non justifiées\u202F; aucun retard.",
    ],
    [{ justified: "0", unjustified: "0", lates: "0" }, "Aucune absence\u202F; aucun retard."],
  ])("tell %j in words", (attendance, words) =>
    expect(attendanceWords(attendance).replaceAll("\u00A0", " ")).toBe(words),
  );

  it("tell absences as they are counted in the school's way, or as they were corrected", () => {
    const gross = { justified: 3, unjustified: 1 };
    const counted = { gross, proportional: { justified: 1.25, unjustified: 1 / 3 }, lates: 2 };
    expect(attendanceOf({ counted, corrected: null }, "GROSS")).toEqual({
      justified: "3",
      unjustified: "1",
      lates: "2",
    });
    expect(attendanceOf({ counted, corrected: null }, "PROPORTIONAL")).toMatchObject({
      justified: "1.3",
      unjustified: "0.3",
    });
    const corrected = { justified: "2", unjustified: "0", lates: "0" };
    expect(attendanceOf({ counted, corrected }, "GROSS")).toEqual(corrected);
    expect(bulletinsWith([service("maths", "Maths")])[0]?.attendance).toMatchObject({ justified: "3" });
  });

  it("name one or two main teachers", () => {
    expect(mainTeacherWords([])).toBe("");
    expect(mainTeacherWords(["Mme Fournier"])).toBe("Professeur principal\u202F: Mme Fournier");
    expect(mainTeacherWords(["Mme A", "M. B"])).toBe("Professeurs principaux\u202F: Mme A et M. B");
  });
});

describe("printed bulletins", () => {
  const now = Temporal.Instant.from("2026-11-19T07:05:00Z");
  const set = {
    division: { id: "6A", name: "6e A" },
    period: { id: "T1", name: "1er trimestre", shortName: "T1" },
    publishedAt: null,
    bulletins: bulletinsWith([
      service("maths", "Maths", { appreciations: new Map([["alice", '#panic("x") $1$ *a* \\ ]']]) }),
    ]),
  };

  it("are tagged documents, named without accents, never kept by a cache", async () => {
    const answer = printBulletins(set, "Europe/Paris", now);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="bulletin-t1-6e-a.pdf"');
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const pdf = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    expect(pdf).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(pdf).toContain("/StructTreeRoot");
  });

  it("of one pupil carry its name, and once published are the same each time", async () => {
    const published = { ...set, publishedAt: "2026-12-04T16:00:00Z", bulletins: set.bulletins.slice(0, 1) };
    const once = printBulletins(published, "Europe/Paris", now);
    expect(once.headers.get("content-disposition")).toContain("bulletin-t1-6e-a-alice-a.pdf");
    const again = printBulletins(published, "Europe/Paris", now.add({ hours: 48 }));
    expect(Buffer.from(await again.arrayBuffer()).equals(Buffer.from(await once.arrayBuffer()))).toBe(true);
  });
});
