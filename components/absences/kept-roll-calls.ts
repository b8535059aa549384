import { draftKey, draftsOf, dropDraft, readDraft, writeDraft } from "@/components/forms/drafts";
import { formValues } from "@/lib/actions/form";
import { errorMessages } from "@/lib/errors/codes";

/*
 * Roll calls that could not leave: a gymnasium has no network. They wait on this device as drafts do, without a name in them, and leave under
 * the operation that they were first sent as, so that one which had arrived after all is not written twice.
 */

/** A roll call that waits on this device. */
export interface KeptRollCall {
  sessionId: string;
  /** The fields of its form. */
  sheet: Record<string, string | string[]>;
  /** «6B, 8 h» */
  label: string;
  /** Why the server has refused it; null while it waits for the network. */
  problem: string | null;
}

const KIND = "appel:";
const listeners = new Set<() => void>();
const keyOf = (personId: string, sessionId: string): string => draftKey(personId, KIND + sessionId);

/** Calls back when what is kept may have changed, in this tab or in another. */
export function subscribeToKept(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** What a person's kept roll calls are, as a text that changes with them. */
export function keptText(personId: string): string {
  return JSON.stringify(keptRollCalls(personId));
}

/** The roll calls that a person has kept on this device. */
export function keptRollCalls(personId: string): KeptRollCall[] {
  return draftsOf<KeptRollCall>(localStorage, personId, KIND, Date.now()).map(([, { value }]) => value);
}

/** Keeps a roll call that could not be sent, in place of an earlier one of the lesson; whether it could be kept. */
export function keepRollCall(personId: string, form: FormData, label: string): boolean {
  const { personne: _person, ...sheet } = formValues(form);
  const sessionId = String(sheet["sessionId"]);
  return keep(personId, { sessionId, sheet, label, problem: null });
}

/** Forgets a roll call: it has arrived, or is given up. */
export function forgetRollCall(personId: string, sessionId: string): void {
  dropDraft(localStorage, keyOf(personId, sessionId));
  tell();
}

/** Sends what waits, each once at a time in this tab; whether anything has arrived. */
export async function sendKept(personId: string): Promise<boolean> {
  let hasArrived = false;
  for (const kept of keptRollCalls(personId)) {
    if (kept.problem !== null) continue;
    const answer = await answerTo(personId, kept);
    if (answer === "later") break;
    // Corrected or given up meanwhile: what is there now has not been sent.
    const current = readDraft<KeptRollCall>(localStorage, keyOf(personId, kept.sessionId), Date.now())?.value;
    if (current?.sheet["operationId"] !== kept.sheet["operationId"]) continue;
    if (answer === "arrived") {
      forgetRollCall(personId, kept.sessionId);
      hasArrived = true;
    } else keep(personId, { ...kept, problem: answer.refused });
  }
  return hasArrived;
}

async function answerTo(personId: string, { sheet }: KeptRollCall): Promise<"arrived" | "later" | { refused: string }> {
  try {
    const response = await fetch(`/api/absences/appels?personne=${personId}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(sheet),
    });
    if (response.ok) return "arrived";
    // 401: the session has ended; whoever kept it signs in again.
    if (response.status >= 500 || response.status === 401) return "later";
    const { message } = (await response.json()) as { message?: string };
    return { refused: message ?? errorMessages.UNEXPECTED };
  } catch {
    return "later";
  }
}

function keep(personId: string, kept: KeptRollCall): boolean {
  const isKept = writeDraft(localStorage, keyOf(personId, kept.sessionId), kept, Date.now());
  tell();
  return isKept;
}

function tell(): void {
  for (const listener of listeners) listener();
}
