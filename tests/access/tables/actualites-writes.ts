import type { z } from "zod";
import {
  acknowledgeNews,
  addNewsFile,
  readNews,
  remindReaders,
  restoreNews,
  updateNews,
  withdrawNews,
  writeNews,
} from "@/lib/actualites/commands";
import {
  acknowledgeNewsInput,
  readNewsInput,
  remindReadersInput,
  updateNewsInput,
  withdrawNewsInput,
  writeNewsInput,
} from "@/lib/actualites/schema";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import { receivedFileInput } from "@/lib/files/keep";
import type { WriteRow } from "@/tests/access/matrix";
import { aNews } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who writes news, and who confirms having read them: lib/actualites/access.ts.

const COMMANDS = "actualites/commands";
const SCHOOL_WRITERS = "head deputy cpe secretary";
const TEACHERS_OF_6A = "mathsTeacher frenchTeacher substitute";
const TEACHERS = `${TEACHERS_OF_6A} teacherOf6B formerSubstitute otherTeacher`;
const READERS = "alice adam aliceGuardian1 aliceGuardian2";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const TEXT = JSON.stringify({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: "Rendez-vous à la grille." }] }],
});

const fields = (values: Record<string, unknown> = {}) => ({
  operationId: newId(),
  title: "Sortie",
  content: TEXT,
  readers: ["STUDENT", "GUARDIAN"],
  scope: "SCHOOL",
  timing: "NOW",
  ...values,
});

/** What the pupils and parents of 6A are to confirm, by the person named. */
const newsOf6A =
  (author: "cpe" | "mathsTeacher", values: { withdrawnAt?: string } = {}) =>
  async (db: Db, { people, groups }: World): Promise<string> =>
    (
      await aNews(db, people[author], {
        profiles: ["STUDENT", "GUARDIAN"],
        groups: [groups.sixA],
        needsAcknowledgement: true,
        ...values,
      })
    ).id;

const nothing = () => Promise.resolve("");

export const actualitesWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.writeNews (for the whole school)`,
    prepare: nothing,
    input: () => fields(),
    run: parsed(writeNewsInput, writeNews),
    allowed: `${SCHOOL_WRITERS} otherHead`,
    action: "actualites.news.write",
    changes: "news outbox",
  },
  {
    operation: `${COMMANDS}.writeNews (for 6A)`,
    prepare: nothing,
    input: (_target, { groups }) => fields({ scope: "PLACES", groups: [groups.sixA.id] }),
    run: parsed(writeNewsInput, writeNews),
    allowed: `${SCHOOL_WRITERS} ${TEACHERS_OF_6A}`,
    action: "actualites.news.write",
    changes: "news news_place outbox",
  },
  {
    operation: `${COMMANDS}.updateNews`,
    prepare: newsOf6A("mathsTeacher"),
    input: (newsId, { groups }) => fields({ newsId, version: "1", scope: "PLACES", groups: [groups.sixA.id] }),
    run: parsed(updateNewsInput, updateNews),
    allowed: "mathsTeacher head deputy",
    action: "actualites.news.update",
    changes: "news news_place",
  },
  {
    operation: `${COMMANDS}.withdrawNews`,
    prepare: newsOf6A("cpe"),
    input: (newsId) => ({ operationId: newId(), newsId }),
    run: parsed(withdrawNewsInput, withdrawNews),
    allowed: "cpe head deputy",
    action: "actualites.news.withdraw",
    changes: "news outbox",
  },
  {
    operation: `${COMMANDS}.restoreNews`,
    prepare: newsOf6A("cpe", { withdrawnAt: "2026-11-18T20:00:00Z" }),
    input: (newsId) => ({ operationId: newId(), newsId }),
    run: parsed(withdrawNewsInput, restoreNews),
    allowed: "cpe head deputy",
    action: "actualites.news.restore",
    changes: "news",
  },
  {
    operation: `${COMMANDS}.acknowledgeNews`,
    prepare: newsOf6A("cpe"),
    input: (newsId) => ({ newsId }),
    run: parsed(acknowledgeNewsInput, acknowledgeNews),
    allowed: READERS,
    action: "actualites.news.acknowledge",
    changes: "news_acknowledgement",
  },
  {
    operation: `${COMMANDS}.readNews`,
    prepare: newsOf6A("cpe"),
    input: (newsId) => ({ newsId }),
    run: parsed(readNewsInput, readNews),
    allowed: `${READERS} ${TEACHERS_OF_6A}`,
    action: "actualites.news.read",
    changes: "news_read",
  },
  {
    operation: `${COMMANDS}.remindReaders`,
    prepare: newsOf6A("mathsTeacher"),
    input: (newsId) => ({ operationId: newId(), newsId }),
    run: parsed(remindReadersInput, remindReaders),
    allowed: "mathsTeacher head deputy",
    action: "actualites.acknowledgement.remind",
    changes: "news outbox",
  },
  {
    operation: `${COMMANDS}.addNewsFile`,
    prepare: nothing,
    input: () => ({
      id: newId(),
      name: "affiche.pdf",
      mediaType: "application/pdf",
      size: 1000,
      sha256: "0".repeat(64),
      storageKey: newId(),
    }),
    run: parsed(receivedFileInput, addNewsFile),
    allowed: `${SCHOOL_WRITERS} otherHead ${TEACHERS}`,
    action: "actualites.file.add",
    changes: "file",
  },
];
