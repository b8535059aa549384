import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";

let transport: { url: string; sender: Transporter } | undefined;

/** Is there a mail server at all? Without one, pages offer another way and nothing is queued. */
export function hasMail(): boolean {
  return env().SMTP_URL !== undefined;
}

/**
 * Sends one plain-text mail; for the worker, never during a request.
 * @throws when no mail server is configured, or with its refusal.
 */
export async function sendMail(mail: { to: string; subject: string; text: string }): Promise<void> {
  const url = env().SMTP_URL;
  if (!url) throw new Error("SMTP_URL is not set: no mail can be sent.");
  if (transport?.url !== url) {
    transport = { url, sender: createTransport(url, { from: env().MAIL_FROM }) };
  }
  // Never followed into folders or answered by robots (RFC 3834).
  await transport.sender.sendMail({ ...mail, headers: { "Auto-Submitted": "auto-generated" } });
}
