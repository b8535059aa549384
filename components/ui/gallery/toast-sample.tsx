"use client";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** A gesture that can be undone. */
export function ToastSample() {
  return (
    <Button onClick={() => toast("Devoir retiré de la liste.", () => toast("Devoir remis."))}>Retirer un devoir</Button>
  );
}
