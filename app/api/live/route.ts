import { defineStreamRoute } from "@/lib/actions/define-route";
import { liveStream } from "@/lib/live/stream";

/** What changes while a page is open: one stream per browser (components/shell/live-source.ts). */
export const GET = defineStreamRoute((account) => liveStream(account));
