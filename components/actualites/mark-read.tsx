"use client";

import { startTransition, useEffect } from "react";
import { IDLE } from "@/lib/actions/form";
import { readNewsAction } from "@/lib/actualites/actions";

/** Tells that a piece of news was opened, so that it is new no more. Shows nothing; without network, it stays new. */
export function MarkRead({ newsId, personId }: { newsId: string; personId: string }) {
  useEffect(() => {
    const form = new FormData();
    form.set("personne", personId);
    form.set("newsId", newsId);
    startTransition(async () => {
      await readNewsAction(IDLE, form).catch(() => undefined);
    });
  }, [newsId, personId]);
  return null;
}
