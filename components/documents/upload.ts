import { MAX_DOCUMENT_BYTES, PART_BYTES } from "@/lib/documents/rules";
import { errorMessages } from "@/lib/errors/codes";
import { ACCEPTED_EXTENSIONS, extensionOf } from "@/lib/files/rules";
import { formatBytes } from "@/lib/time/format";

/** Where a file goes. */
export interface Place {
  spaceId: string;
  folderId: string | null;
  personId: string;
}

/** A file on its way. */
export interface Upload {
  /** The name under which it is kept; rejects with an Error whose message is French and meant to be read. */
  arrived: Promise<string>;
  cancel: () => void;
}

/** What a sending tells on its way. */
export interface Progress {
  /** 0 to 1. */
  share: number;
  /** The network is away: it goes on by itself when it is back. */
  isWaiting: boolean;
}

/** Seconds between two attempts once the network is away: it is asked for more and more rarely. */
const WAITS = [1, 2, 4, 8, 15];
/** Attempts in a row that brought nothing, after which the person is asked. */
const MAX_ATTEMPTS = 40;

/**
 * Sends a file in parts. After a cut it asks how much has arrived and goes on from there; the same file chosen again
 * later goes on too, because the server knows it by its name, size and date.
 */
export function sendFile(file: File, place: Place, onProgress: (progress: Progress) => void): Upload {
  const stop = new AbortController();
  const problem = refusal(file);
  const arrived = problem ? Promise.reject(new Error(problem)) : deliver(file, place, onProgress, stop.signal);
  return { arrived, cancel: () => stop.abort() };
}

async function deliver(
  file: File,
  place: Place,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<string> {
  const { spaceId, folderId, personId } = place;
  const query = `personne=${personId}`;
  const announcement = {
    spaceId,
    folderId: folderId ?? "",
    name: file.name,
    size: file.size,
    mark: `${file.lastModified}`,
  };
  let id: string | null = null;
  let offset: number | null = null;
  let failures = 0;
  for (;;) {
    try {
      if (id === null) {
        const body = JSON.stringify(announcement);
        ({ id } = await answerOf<{ id: string }>(`/api/documents/files?${query}`, { method: "POST", body, signal }));
      }
      if (offset === null) {
        ({ arrived: offset } = await answerOf<{ arrived: number }>(`/api/documents/uploads/${id}?${query}`, {
          signal,
        }));
      }
      onProgress({ share: offset / file.size, isWaiting: false });
      const part = file.slice(offset, offset + PART_BYTES);
      const progress: { arrived: number; document: { name: string } | null } = await answerOf(
        `/api/documents/files/${id}?debut=${offset}&${query}`,
        { method: "POST", body: part.size > 0 ? part : null, signal },
      );
      failures = 0;
      offset = progress.arrived;
      if (progress.document) return progress.document.name;
    } catch (reason) {
      if (signal.aborted || !(reason instanceof Interruption) || failures >= MAX_ATTEMPTS) throw reason;
      onProgress({ share: (offset ?? 0) / file.size, isWaiting: true });
      offset = null;
      await pause(WAITS[Math.min(failures, WAITS.length - 1)] ?? 1, signal);
      failures += 1;
    }
  }
}

/** Something that may pass by itself: the network, a server that starts again. */
class Interruption extends Error {}

async function answerOf<Answer>(address: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new Interruption(
      "L’envoi a été interrompu. Vérifiez votre connexion, puis choisissez de nouveau ce fichier\u202f: il reprendra où il en était.",
    );
  }
  if (response.ok) return (await response.json()) as Answer;
  const { message = errorMessages.UNEXPECTED } = (await response.json().catch(() => ({}))) as { message?: string };
  // 409: a part went twice; 5xx: the server starts again.
  throw response.status === 409 || response.status >= 500 ? new Interruption(message) : new Error(message);
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(go, seconds * 1000);
    window.addEventListener("online", go, { once: true });
    signal.addEventListener("abort", stop, { once: true });
    function clear() {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      signal.removeEventListener("abort", stop);
    }
    function go() {
      clear();
      resolve();
    }
    function stop() {
      clear();
      reject(new DOMException("Cancelled", "AbortError"));
    }
  });
}

/** What is refused without being sent. The server decides by the content; this saves the wait. */
function refusal(file: File): string | null {
  if (file.size === 0) return "Ce fichier est vide.";
  if (file.size > MAX_DOCUMENT_BYTES) {
    return `Ce fichier pèse ${formatBytes(file.size)}\u202f: ${formatBytes(MAX_DOCUMENT_BYTES)} au plus.`;
  }
  return ACCEPTED_EXTENSIONS.includes(`.${extensionOf(file.name)}`) ? null : errorMessages.UNSUPPORTED_FILE;
}
