/**
 * The routes that open without signing in, as folders of app/ name them. Everything else must open a viewer:
 * tests/architecture/routes.test.ts walks app/ and fails on a route that is neither here nor gated.
 */
export const publicRoutes: readonly string[] = [
  "/",
  "/[...absent]",
  "/accessibilite",
  "/activation",
  "/activation/compte",
  // Calendars cannot sign in: the secret in the address is the key.
  "/api/emploi-du-temps/flux/[token]",
  "/api/health",
  "/confort",
  "/connexion",
  // Between the password and the account (lib/auth/sign-in-step.ts): they open that sign-in and nothing else.
  "/connexion/protection",
  "/connexion/verification",
  "/donnees-personnelles",
  "/mentions-legales",
  "/mot-de-passe/nouveau",
  "/mot-de-passe/oublie",
];
