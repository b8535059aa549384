import { notFound } from "next/navigation";

/** Every address that leads nowhere: rendered per request, since a prerendered 404 would get no nonce for its scripts. */
export default function Absent(): never {
  notFound();
}
