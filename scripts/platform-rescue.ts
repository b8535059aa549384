import { parseArgs } from "node:util";
import { disconnect } from "@/lib/db/client";
import { withSystem } from "@/lib/db/system";
import { publicUrl } from "@/lib/env";
import { type Rescuable, rescue } from "@/lib/plateforme/rescue";
import { formatInstant } from "@/lib/time/format";
import { Failure, run } from "@/scripts/platform/failure";

const HELP = `
Affiche un code de secours, une seule fois, pour un membre de la direction ou un administrateur d’établissement qui ne peut plus entrer.

  npm run platform:rescue -- [options] <identifiant ou adresse e-mail>

Options
  --etablissement UAI        ne cherche que dans cet établissement
  --help                     affiche cette aide

Avant de le lancer\u202F: vérifiez l’identité par un autre canal, à deux (docs/operations.md). Le code s’utilise à la page
«\u00a0J’ai reçu un code\u00a0»\u202F: nouveau mot de passe, double vérification à remettre en place, tous les appareils déconnectés. Il est inscrit
au journal de l’établissement et de la plateforme, et signalé par e-mail.
`;

/** The options of the command line. @throws Failure for an unknown one. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { etablissement: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
  } catch {
    throw new Failure("Option inconnue. `npm run platform:rescue -- --help` les donne toutes.");
  }
}

const functionOf = ({ profile }: Rescuable): string => (profile === "HEAD" ? "direction" : "administration");

/** «Hélène Vasseur, direction, Collège du Lac (0910001A), identifiant helene.vasseur». */
function described(person: Rescuable): string {
  const { name, school, login } = person;
  const account = login ? `identifiant ${login}` : "aucun compte encore";
  return `${name}, ${functionOf(person)}, ${school.name} (${school.uai}), ${account}`;
}

run(async () => {
  const { values, positionals } = readArguments();
  const [identifier] = positionals.map((text) => text.trim());
  if (values.help || !identifier || positionals.length > 1) {
    process.stdout.write(HELP);
    if (!values.help) process.exitCode = 1;
    return;
  }
  const uai = values.etablissement?.toUpperCase() ?? null;
  try {
    const made = await withSystem("a head rescued from the command line", (db, now) =>
      rescue(db, now, { identifier, uai }),
    );
    if (made.outcome === "NOBODY") {
      throw new Failure(
        "Personne de la direction ni de l’administration d’un établissement ouvert n’a cet identifiant ou cette adresse.",
      );
    }
    if (made.outcome === "SEVERAL") {
      const lines = made.candidates.map((each) => `  ${described(each)}`).join("\n");
      throw new Failure(
        `Plusieurs comptes possibles\u202F: donnez l’identifiant, ou l’établissement (--etablissement).\n${lines}`,
      );
    }
    const { person, code, expiresAt } = made;
    const until = formatInstant(expiresAt, person.school.timeZone);
    process.stdout.write(
      `\n${described(person)}\nCode de secours\u202F: ${code}\nValable jusqu’à ${until}, heure de l’établissement, sur ${publicUrl()}/activation\n`,
    );
  } finally {
    await disconnect();
  }
});
