import type { Prisma } from "@/lib/db/types";

/** A file that nothing has taken up: neither sent, nor kept in a draft, nor put into a space. */
export const HANGS_ON_NOTHING = {
  lessonEntries: { none: {} },
  homework: { none: {} },
  justifications: { none: {} },
  messages: { none: {} },
  drafts: { none: {} },
  news: { none: {} },
  documents: { none: {} },
} satisfies Prisma.FileWhereInput;

/** A file that its sender alone reads yet: loose, or of drafts. Documents have quotas of their own. */
export const IS_UNSENT = {
  lessonEntries: { none: {} },
  homework: { none: {} },
  justifications: { none: {} },
  messages: { none: {} },
  news: { none: { news: { publishedFrom: { not: null } } } },
  documents: { none: {} },
} satisfies Prisma.FileWhereInput;
