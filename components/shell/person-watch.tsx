"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { personParameter } from "@/components/shell/address";

/**
 * The frame is not rendered again from page to page: when a link leads to a page of another of the account's persons (a
 * child in another school), it is asked for anew.
 */
export function PersonWatch({ personId }: { personId: string }) {
  const asked = useSearchParams().get(personParameter);
  const router = useRouter();
  useEffect(() => {
    if (asked && asked !== personId) router.refresh();
  }, [asked, personId, router]);
  return null;
}
