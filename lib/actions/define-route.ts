import "server-only";
import { NextResponse } from "next/server";
import type { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import { type Context, currentAccount, openContext } from "@/lib/auth/context";
import { securityHeaders } from "@/lib/auth/security-headers";
import { canOpen, type Viewer, viewerOf } from "@/lib/auth/viewer";
import { isId } from "@/lib/db/id";
import type { SignedInAccount } from "@/lib/db/identity";
import { publicUrl } from "@/lib/env";
import { type ErrorCode, fail, type Failure, type Result } from "@/lib/errors/codes";
import { logger } from "@/lib/logger";
import type { ModuleSlug } from "@/lib/modules";
import { now } from "@/lib/time/clock";
import { actingViewer } from "./define-action";
import { formValues } from "./form";
import { type Operation, runOperation } from "./run";

const log = logger("actions");

type RouteParams = { params: Promise<Record<string, string | string[] | undefined>> };

const STATUS: Record<ErrorCode, number> = {
  SIGNED_OUT: 401,
  PERSON_REQUIRED: 409,
  NOT_FOUND: 404,
  INVALID: 422,
  CONFLICT: 409,
  YEAR_CLOSED: 422,
  LIMITED: 429,
  TOO_LARGE: 413,
  UNSUPPORTED_FILE: 415,
  UNAVAILABLE: 503,
  UNEXPECTED: 500,
};

/**
 * A route handler that reads (downloads, feeds): session, viewer, module gate, one READ ONLY transaction, then `respond` outside it,
 * so that a file is never streamed inside a transaction. Denied looks absent; signed out is 401.
 * @param definition `isAskedByItself`: an open page asks it when something moves. Signed out is then 204, as for streams: the page may
 * ask in the moment of the sign-out, and there is nothing to complain of in its console.
 */
export function defineReadRoute<Value>(definition: {
  module: ModuleSlug;
  isAskedByItself?: boolean;
  read: (ctx: Context, params: Record<string, string | string[] | undefined>) => Promise<Result<Value>>;
  respond: (value: Value, request: Request) => Promise<Response>;
}): (request: Request, route: RouteParams) => Promise<Response> {
  return async (request, route) => {
    const account = await currentAccount();
    if (!account) return definition.isAskedByItself ? nothing() : refusal(fail("SIGNED_OUT"));
    const named = new URL(request.url).searchParams.get("personne");
    const viewer = viewerOf(account, isId(named) && !account.seeing ? named : null);
    if (!viewer || !canOpen(viewer, definition.module)) return refusal(fail("NOT_FOUND"));
    const params = await route.params;
    const result = await openContext(viewer, definition.module, { readOnly: true }, (ctx) =>
      definition.read(ctx, params),
    );
    return result.ok ? secured(await definition.respond(result.value, request)) : refusal(result);
  };
}

/**
 * A route handler that answers with events as they happen, for all the persons of the account: what each may hear is for
 * `open` to say. No transaction is held meanwhile. Signed out is 204: it tells an EventSource not to come back (HTML standard, «Server-
 * sent events»), where 401 would make every tab left open after a sign-out complain in its console.
 * @param open the stream, or null when none can be opened now: 503.
 */
export function defineStreamRoute(
  open: (account: SignedInAccount) => ReadableStream<Uint8Array> | null,
): () => Promise<Response> {
  return async () => {
    const account = await currentAccount();
    // What happens to somebody seen is theirs to hear.
    if (!account || account.seeing) return nothing();
    const stream = open(account);
    if (!stream) return refusal(fail("UNAVAILABLE"));
    return secured(
      new Response(stream, {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          // Neither kept, nor compressed on the way, which would hold events back.
          "cache-control": "private, no-store, no-transform",
          // nginx holds answers back unless it is told not to.
          "x-accel-buffering": "no",
          // A process that stops waits for its connections: this one is gone with its answer.
          connection: "close",
        },
      }),
    );
  };
}

/**
 * A route handler that writes, where a server action cannot serve: uploads, offline queues. Route handlers accept posts of other
 * sites, so the Origin is checked. The item names the person who acts in its query, `?personne=`.
 * @param definition `profiles`: who may send a body at all, checked before it is read; `receive` turns the request into the
 * operation's raw input, before any transaction; `discard` undoes it when the operation fails; `answer` for a form that a browser sends
 * by itself, which wants a page rather than JSON.
 */
export function defineRoute<Schema extends z.ZodType, Value, Received>(
  definition: Operation<Schema, Value> & {
    profiles: readonly Viewer["profile"][];
    receive: (
      request: Request,
      viewer: Viewer,
      params: Record<string, string | string[] | undefined>,
    ) => Promise<Result<Received>>;
    discard: (received: Received) => Promise<void>;
    answer?: (result: Result<Value>, request: Request) => Response;
  },
): (request: Request, route?: RouteParams) => Promise<Response> {
  return async (request, route) => {
    if (!isSameOrigin(request)) return refusal(fail("NOT_FOUND"));
    const acting = await actingViewer(new URL(request.url).searchParams.get("personne") ?? undefined);
    if (!acting.ok) return refusal(acting);
    const isInvited = canOpen(acting.value, definition.module) && definition.profiles.includes(acting.value.profile);
    if (!isInvited) return refusal(fail("NOT_FOUND"));
    const refused = (failure: Failure) => definition.answer?.(failure, request) ?? refusal(failure);
    let received: Result<Received>;
    try {
      received = await definition.receive(request, acting.value, (await route?.params) ?? {});
    } catch (error) {
      log.error({ err: error, operation: definition.name }, "a body could not be received");
      received = fail("UNEXPECTED");
    }
    if (!received.ok) return refused(received);
    const result = await runOperation(definition, acting.value, received.value);
    if (result.ok)
      return definition.answer?.(result, request) ?? secured(NextResponse.json(result.value, { status: 201 }));
    await definition.discard(received.value);
    return refused(result);
  };
}

/** A form's fields and nothing heavier. */
const FORM_BYTES = 64 * 1024;

/**
 * A route handler that a plain form posts to and that answers with a document, where an action cannot: it returns no file. The form says who
 * acts in its field `personne`. The document is composed by `respond` once the operation is committed; a refusal goes back to a page
 * of ours, since a form without JavaScript would show what a handler writes.
 * @param definition `back`: the page that shows a refusal, from its code and the form.
 */
export function defineDocumentRoute<Schema extends z.ZodType, Value>(
  definition: Operation<Schema, Value> & {
    respond: (value: Value, viewer: Viewer, at: Temporal.Instant) => Promise<Response>;
    back: (code: ErrorCode, form: Readonly<Record<string, unknown>>) => string;
  },
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isSameOrigin(request)) return refusal(fail("NOT_FOUND"));
    if (Number(request.headers.get("content-length") ?? FORM_BYTES + 1) > FORM_BYTES) return refusal(fail("TOO_LARGE"));
    const { personne, ...form } = formValues(await request.formData());
    const acting = await actingViewer(typeof personne === "string" ? personne : undefined);
    if (acting.ok && !canOpen(acting.value, definition.module)) return refusal(fail("NOT_FOUND"));
    const result = acting.ok ? await runOperation(definition, acting.value, form) : acting;
    if (acting.ok && result.ok) return secured(await definition.respond(result.value, acting.value, now()));
    const code = result.ok ? "UNEXPECTED" : result.code;
    if (code === "NOT_FOUND") return refusal(fail(code));
    const location = new URL(definition.back(code, { ...form, personne }), publicUrl());
    return secured(new NextResponse(null, { status: 303, headers: { location: location.href } }));
  };
}

/** Does the request come from our own pages? A browser always sends Origin with a POST. */
export function isSameOrigin(request: Request): boolean {
  return request.headers.get("origin") === new URL(publicUrl()).origin;
}

function nothing(): Response {
  return secured(new Response(null, { status: 204 }));
}

function refusal(failure: Failure): Response {
  return secured(
    NextResponse.json(
      { code: failure.code, message: failure.message, fields: failure.fields },
      { status: STATUS[failure.code], headers: { "cache-control": "no-store" } },
    ),
  );
}

/** The security headers, for routes that do not pass through proxy.ts; what the route has set itself stays. */
function secured(response: Response): Response {
  for (const [name, value] of securityHeaders({ secure: publicUrl().startsWith("https:"), development: false })) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}
