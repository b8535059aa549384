import type { ModuleSlug } from "@/lib/modules";

/** What may change on a screen: a module of the portal. */
export type Topic = ModuleSlug;

/**
 * Told to those who listen: something of this topic changed in this school. It carries no data: who hears it asks again, as
 * itself.
 */
export interface Announcement {
  schoolId: string;
  topic: Topic;
  /**
   * Whom it concerns. Without it the staff of the school who may open the module: a family is never told of what concerns
   * others, not even that something happened.
   */
  personIds?: readonly string[];
}
