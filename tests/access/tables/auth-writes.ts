import { createAccessCode } from "@/lib/auth/access-codes";
import type { WriteRow } from "@/tests/access/matrix";

/** A printed code opens a whole account: the head's and the administrators' alone, within their school. */
export const authWrites: WriteRow[] = [
  {
    operation: "auth/access-codes.createAccessCode",
    prepare: (_db, world) => Promise.resolve(world.people.alice.id),
    input: (personId) => ({ personId }),
    run: (ctx, input) => createAccessCode(ctx, String(input["personId"])),
    allowed: "head deputy admin",
    action: "auth.code.create",
    changes: "access_code",
  },
];
