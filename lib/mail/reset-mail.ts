import { RESET_LINK_MINUTES } from "@/lib/auth/rules";

/** The mail with which a forgotten password is replaced. It names the login, since a family's address may serve several accounts. */
export function resetMail({ login, link }: { login: string; link: string }): { subject: string; text: string } {
  return {
    subject: "Choisir un nouveau mot de passe",
    text: [
      "Bonjour,",
      "",
      `Vous avez demandé à choisir un nouveau mot de passe pour le compte «\u00A0${login}\u00A0» de Préau.`,
      `Ouvrez ce lien dans les ${RESET_LINK_MINUTES} minutes\u202F; il ne sert qu’une fois\u202F:`,
      "",
      link,
      "",
      "Si vous n’avez rien demandé, ne faites rien\u202F: votre mot de passe ne change pas.",
      "",
      "Préau",
    ].join("\n"),
  };
}
