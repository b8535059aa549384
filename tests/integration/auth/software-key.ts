import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { publicUrl } from "@/lib/env";

// A passkey in memory (WebAuthn level 3, 6.1 and 6.5): what a phone or a USB key would answer.

/** Just enough of CBOR (RFC 8949): small whole numbers, bytes, texts and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([key, each]) => [cbor(key), cbor(each as Buffer)]);
  return Buffer.concat([head(5, value.size), ...parts]);
}

const base64url = (bytes: Buffer): string => bytes.toString("base64url");

/** A new passkey for this portal. */
export function aSoftwareKey({ origin = new URL(publicUrl()).origin } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(16);
  let counter = 0;

  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (attested: Buffer): Buffer => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    // Present; and, when made, with the key attached.
    const flags = Buffer.from([attested.length > 0 ? 0x41 : 0x01]);
    const party = createHash("sha256").update(new URL(origin).hostname).digest();
    return Buffer.concat([party, flags, count, attested]);
  };
  const common = { id: base64url(id), rawId: base64url(id), type: "public-key" as const, clientExtensionResults: {} };

  return {
    /** What the browser answers to the question of making a key. */
    make({ challenge }: { challenge: string }) {
      const cose = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, "base64url")],
          [-3, Buffer.from(y, "base64url")],
        ]),
      );
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const attestation = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authenticatorData(attested)],
        ]),
      );
      return {
        ...common,
        response: {
          clientDataJSON: base64url(clientData("webauthn.create", challenge)),
          attestationObject: base64url(attestation),
          transports: ["internal" as const],
        },
      };
    },
    /** What it answers to the question of showing it. */
    show({ challenge }: { challenge: string }) {
      const client = clientData("webauthn.get", challenge);
      const data = authenticatorData(Buffer.alloc(0));
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return {
        ...common,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(sign("sha256", signed, privateKey)),
        },
      };
    },
  };
}
