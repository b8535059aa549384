import type { SecurityMailKind } from "@/lib/db/types";

const events: Record<SecurityMailKind, { subject: string; happened: string }> = {
  FACTOR_ADDED: {
    subject: "Un moyen de vérification a été ajouté",
    happened: "Un moyen de double vérification vient d’être ajouté au compte",
  },
  FACTOR_REMOVED: {
    subject: "Un moyen de vérification a été retiré",
    happened: "Un moyen de double vérification vient d’être retiré du compte",
  },
  FACTORS_RESET: {
    subject: "La double vérification a été retirée",
    happened:
      "La double vérification et le mot de passe viennent d’être réinitialisés, par un code de l’établissement, pour le compte",
  },
  RESCUE_CODE: {
    subject: "Un code de secours a été délivré",
    happened:
      "Un code qui remplace le mot de passe et retire la double vérification vient d’être délivré, depuis le serveur, pour le compte",
  },
};

/** The mail that tells somebody what was done to the second factors of an account, and what to do when it was not them. */
export function securityMail(kind: SecurityMailKind, login: string): { subject: string; text: string } {
  const { subject, happened } = events[kind];
  return {
    subject,
    text: [
      "Bonjour,",
      "",
      `${happened} «\u00A0${login}\u00A0» de Préau.`,
      "",
      "Si c’est vous, il n’y a rien à faire.",
      "Sinon, prévenez tout de suite votre établissement et changez votre mot de passe.",
      "",
      "Préau",
    ].join("\n"),
  };
}
