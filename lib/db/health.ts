import "server-only";
import { identityPool } from "./identity-pool";

/** Does the database answer this process? */
export async function isDatabaseReachable(): Promise<boolean> {
  try {
    await identityPool().query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
