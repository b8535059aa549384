// The request that Next would hand to an action or a page: the one thing of these that does not run outside of its server.
// Imports nothing of the application: `vi.mock("next/headers", () => import("./next-headers"))` is resolved while the
// application is being imported.

/** What the next calls of `cookies()` and `headers()` answer with. */
export const request = { cookies: new Map<string, string>(), headers: new Headers() };

export function cookies() {
  return Promise.resolve({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
  });
}

export function headers(): Promise<Headers> {
  return Promise.resolve(request.headers);
}
