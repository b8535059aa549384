import "server-only";
import { isKnown } from "@/lib/auth/password-strength";

// Passwords that guessing begins with (NIST SP 800-63B, 5.1.1.2): a list of our own machine, asked of nobody. Loaded when the first
// password is chosen: most processes never need it.

let list: Promise<ReadonlySet<string>> | undefined;

/** Is it one of the passwords that everybody tries first, dressed up or not? */
export async function isCommonPassword(password: string): Promise<boolean> {
  list ??= import("./common-passwords.json").then(({ default: { words } }) => new Set(words.split(" ")));
  return isKnown(password, await list);
}
