import type { SentCell, Sent } from "@/components/notes/grid/store";
import { errorMessages } from "@/lib/errors/codes";

/** Sends cells to the server; without network, or when it does not answer, they are to be sent again. */
export async function sendCells(serviceId: string, personId: string, cells: readonly SentCell[]): Promise<Sent> {
  const list = <Name extends keyof SentCell>(name: Name) => cells.map((cell) => cell[name]);
  try {
    const response = await fetch(`/api/notes/grades?personne=${personId}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        serviceId,
        assessment: list("assessmentId"),
        student: list("studentId"),
        version: list("version"),
        was: list("was"),
        value: list("value"),
      }),
    });
    if (response.status >= 500) return { offline: true };
    const answer: unknown = await response.json();
    if (response.ok) return answer as Sent;
    return { refused: messageIn(answer) ?? errorMessages.UNEXPECTED };
  } catch {
    return { offline: true };
  }
}

function messageIn(answer: unknown): string | null {
  const hasMessage = typeof answer === "object" && answer !== null && "message" in answer;
  return hasMessage && typeof answer.message === "string" ? answer.message : null;
}
