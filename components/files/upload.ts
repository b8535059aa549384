import type { Attachment } from "@/lib/files/types";
import { errorMessages } from "@/lib/errors/codes";
import { ACCEPTED_EXTENSIONS, extensionOf, MAX_FILE_BYTES } from "@/lib/files/rules";
import { formatBytes } from "@/lib/time/format";

/** A file on its way. */
export interface Upload {
  /** The record of the file, once it has arrived; rejects with an Error whose message is French and meant to be read. */
  arrived: Promise<Attachment>;
  cancel: () => void;
}

/**
 * Sends a file, as raw bytes.
 * @param address of the route that receives it.
 * @param onProgress share that has left, 0 to 1. `fetch` cannot tell it, hence XMLHttpRequest.
 */
export function uploadFile(file: File, address: string, personId: string, onProgress: (share: number) => void): Upload {
  const problem = refusal(file);
  if (problem) return { arrived: Promise.reject(new Error(problem)), cancel: () => undefined };
  const request = new XMLHttpRequest();
  const arrived = new Promise<Attachment>((resolve, reject) => {
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Error("L’envoi a été interrompu. Vérifiez votre connexion, puis réessayez."));
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    request.onload = () => {
      if (request.status === 201) resolve(request.response as Attachment);
      else reject(new Error((request.response as { message?: string } | null)?.message ?? errorMessages.UNEXPECTED));
    };
  });
  request.open("POST", `${address}?personne=${encodeURIComponent(personId)}`);
  request.responseType = "json";
  request.setRequestHeader("content-type", file.type || "application/octet-stream");
  request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
  request.send(file);
  return { arrived, cancel: () => request.abort() };
}

/** What is refused without being sent. The server decides by the content; this saves the wait. */
function refusal(file: File): string | null {
  if (file.size === 0) return "Ce fichier est vide.";
  if (file.size > MAX_FILE_BYTES) {
    return `Ce fichier pèse ${formatBytes(file.size)} : ${formatBytes(MAX_FILE_BYTES)} au plus.`;
  }
  return ACCEPTED_EXTENSIONS.includes(`.${extensionOf(file.name)}`) ? null : errorMessages.UNSUPPORTED_FILE;
}
