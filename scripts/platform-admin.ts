import { parseArgs } from "node:util";
import { z } from "zod";
import { disconnect } from "@/lib/db/client";
import { withSystem } from "@/lib/db/system";
import { nameAdministrator } from "@/lib/plateforme/naming";
import { formatInstant } from "@/lib/time/format";
import { Failure, run } from "@/scripts/platform/failure";

const HELP = `
Nomme un administrateur de la plateforme et affiche son code d’activation, une seule fois.

  npm run platform:admin -- [options] <prénom> <nom>

Options
  --email ADRESSE            son adresse professionnelle, montrée aux établissements
  --organisation CODE        n’administre que cette académie ou collectivité, et ce qui en dépend
  --help                     affiche cette aide

Le code s’utilise à la page «\u00a0J’ai reçu un code\u00a0». Les suivants se nomment à la page /plateforme/administrateurs.
`;

/** The options of the command line. @throws Failure for an unknown one. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { email: { type: "string" }, organisation: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch {
    throw new Failure("Option inconnue. `npm run platform:admin -- --help` les donne toutes.");
  }
}

run(async () => {
  const { values, positionals } = readArguments();
  const [firstName, lastName] = positionals.map((name) => name.trim());
  if (values.help || !firstName || !lastName || positionals.length > 2) {
    process.stdout.write(HELP);
    if (!values.help) process.exitCode = 1;
    return;
  }
  const email = values.email ?? null;
  if (email !== null && !z.email().safeParse(email).success) throw new Failure(`Adresse non valable : ${email}`);
  try {
    const made = await withSystem("an administrator named by the command line", (db, now) =>
      nameAdministrator(db, now, {
        firstName,
        lastName,
        email,
        organizationCode: values.organisation?.toUpperCase() ?? null,
      }),
    );
    if (!made) throw new Failure(`Aucune organisation n’a le code ${values.organisation}.`);
    const until = formatInstant(made.expiresAt, "Europe/Paris");
    process.stdout.write(`\n${firstName} ${lastName}\nCode d’activation : ${made.code}\nValable jusqu’à ${until}\n`);
  } finally {
    await disconnect();
  }
});
