"use client";

import { useEffect, useRef } from "react";
import type { SendingFailure } from "@/components/forms/use-sending";
import { FormErrors } from "@/components/ui/form-errors";

/** What stopped a form, brought before the eyes: the button that was pressed may be a screen below. */
export function FailureSummary({ failure, ids }: { failure: SendingFailure; ids: Readonly<Record<string, string>> }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [failure]);
  return (
    <div className="focus-target" ref={summary} tabIndex={-1}>
      <FormErrors fields={failure.fields} ids={ids} message={failure.message} />
    </div>
  );
}
