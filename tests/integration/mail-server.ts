import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll } from "vitest";
import { env } from "@/lib/env";

/** A mail, as it arrived. */
interface ReceivedMail {
  to: string[];
  /** Headers and body. */
  text: string;
}

/** A mail server of a test file. */
interface MailServer {
  /** Empty at the start of each test. */
  received: ReceivedMail[];
  /** Refuses what comes with this code, until the end of the test: 450 for now, 550 for good; null: takes it again. */
  refuse(code: number | null): void;
}

/** Starts a real SMTP server for the tests of a block, to which Préau sends its mails. */
export function useMailServer(): MailServer {
  const received: ReceivedMail[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        if (refusal !== null) {
          done(Object.assign(new Error("mailbox full"), { responseCode: refusal }));
          return;
        }
        received.push({
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
          text: decode(Buffer.concat(chunks).toString()),
        });
        done();
      });
    },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.server.address();
    if (!address || typeof address === "string") throw new Error("no port");
    env().SMTP_URL = `smtp://127.0.0.1:${address.port}`;
  });
  afterEach(() => {
    received.length = 0;
    refusal = null;
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => server.close(resolve));
  });
  return {
    received,
    refuse: (code) => {
      refusal = code;
    },
  };
}

/** Quoted-printable, read. */
function decode(text: string): string {
  const bytes = text
    .replaceAll("=\r\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
