"use client";

import { Failure, referenceOf } from "@/components/shell/failure";

/** A page that failed, inside whatever frame stands around it. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure reference={referenceOf(error)} retry={retry} />;
}
