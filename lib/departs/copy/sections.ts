import "server-only";
import type { Db } from "@/lib/db/types";
import { COPY_SECTIONS, type CopySectionSlug } from "@/lib/departs/registry";
import { absences, cahierDeTexte, enseignement, notes, scolarite } from "./of-the-school";
import { actualites, compte, identite, notifications, ressources, traces } from "./of-the-person";
import { documents, messagerie } from "./of-ones-own";
import type { CopyReader, CopySection, CopySubject, SectionSource } from "./types";

/** The chapters of a copy, by their slug (registry.ts). */
export const sources: Readonly<Record<CopySectionSlug, SectionSource>> = {
  identite,
  compte,
  scolarite,
  enseignement,
  notes,
  absences,
  "cahier-de-texte": cahierDeTexte,
  messagerie,
  documents,
  actualites,
  ressources,
  notifications,
  traces,
};

/** The chapters that a reader is given, in their order. */
export function sectionsFor(reader: CopyReader): CopySectionSlug[] {
  return COPY_SECTIONS.filter((slug) => sources[slug].readers.includes(reader));
}

/** Reads a chapter; tables without a row are left out. */
export async function readSection(db: Db, subject: CopySubject, slug: CopySectionSlug): Promise<CopySection> {
  const { title, lead, read } = sources[slug];
  const tables = await read(db, subject);
  return { slug, title, lead, tables: tables.filter(({ rows }) => rows.length > 0) };
}
