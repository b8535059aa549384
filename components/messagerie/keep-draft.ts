import { newId } from "@/lib/db/id";
import type { Attachment } from "@/lib/files/types";
import type { RichText } from "@/lib/rich-text/types";

/** A recipient, or a group of them, as it was chosen. */
export interface Chosen {
  key: string;
  label: string;
}

/** What is being written, and the stored draft that it is. */
export interface Written {
  draftId: string;
  /** Of the stored draft; 0 while there is none. */
  version: number;
  subject: string;
  chosen: Chosen[];
  content: RichText;
  files: Attachment[];
}

/** Beyond, a browser sends nothing from a page that is being left. */
const KEEPALIVE_LENGTH = 60_000;

/**
 * Stores a draft on the server. One that was stored from elsewhere meanwhile is left as it is, and this one goes on as
 * another, so that neither is lost.
 * @returns the draft as it stands; null when it could not be stored, and this device alone has it.
 */
export async function storeDraft(personId: string, threadId: string | null, written: Written): Promise<Written | null> {
  const body = JSON.stringify({
    draftId: written.draftId,
    version: written.version,
    threadId,
    subject: written.subject,
    audience: written.chosen.map(({ key }) => key),
    content: JSON.stringify(written.content),
    files: written.files.map(({ id }) => id),
  });
  try {
    const answer = await fetch(`/api/messagerie/brouillons?personne=${encodeURIComponent(personId)}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
      keepalive: body.length < KEEPALIVE_LENGTH,
    });
    if (answer.ok) return { ...written, version: ((await answer.json()) as { version: number }).version };
    const { code } = (await answer.json()) as { code?: string };
    return code === "CONFLICT" && written.version > 0
      ? await storeDraft(personId, threadId, { ...written, draftId: newId(), version: 0 })
      : null;
  } catch {
    return null;
  }
}
