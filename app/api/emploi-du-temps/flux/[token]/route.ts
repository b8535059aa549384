import { clientAddress } from "@/lib/auth/address";
import { readFeed } from "@/lib/emploi-du-temps/feed";

const STATUS = { LIMITED: 429 } as Partial<Record<string, number>>;

/** A timetable for calendars, which cannot sign in: the secret in the address is the key. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const { token } = await params;
  const result = await readFeed(token.replace(/\.ics$/, ""), clientAddress(request.headers));
  if (!result.ok) return new Response(null, { status: STATUS[result.code] ?? 404 });
  return new Response(result.value, {
    headers: {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="emploi-du-temps.ics"',
      "cache-control": "private, no-store",
    },
  });
}
