import { z } from "zod";
import { isModuleOpen } from "@/lib/modules";
import type { Announcement, Topic } from "./types";

/** Seconds after which a stream says that it lives: proxies cut what is silent for a minute. */
export const HEARTBEAT_SECONDS = 25;

/** Open streams of one account in one web process: a phone, a computer, a tablet, and what each has left behind. */
export const STREAMS_PER_ACCOUNT = 8;

/** Heartbeats that a client may leave unread before its stream is given up. */
export const UNREAD_HEARTBEATS = 3;

type Person = Parameters<typeof isModuleOpen>[1] & { id: string; school: { id: string; disabledModules: string[] } };

/** Does one of these persons hear it? Pure: the persons are those of one account, from its sign-in. */
export function hears(persons: readonly Person[], { schoolId, topic, personIds }: Announcement): boolean {
  return persons.some((person) => {
    if (person.school.id !== schoolId) return false;
    if (personIds) return personIds.includes(person.id) && mayHear(person, topic);
    return !isFamilyProfile(person) && mayHear(person, topic);
  });
}

function mayHear(person: Person, topic: Topic): boolean {
  return isModuleOpen(topic, person, person.school.disabledModules);
}

function isFamilyProfile({ profile }: Person): boolean {
  return profile === "STUDENT" || profile === "GUARDIAN";
}

const announcementSchema = z.object({
  schoolId: z.string(),
  topic: z.string(),
  personIds: z.array(z.string()).optional(),
});

/** Reads what announce.ts wrote, or null: whoever has the database's password may notify anything. */
export function readAnnouncement(payload: string): Announcement | null {
  try {
    const parsed = announcementSchema.safeParse(JSON.parse(payload));
    return parsed.success ? (parsed.data as Announcement) : null;
  } catch {
    return null;
  }
}
