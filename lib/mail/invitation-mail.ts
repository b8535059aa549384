/**
 * The mail that invites somebody to activate an account. The code stands after the sign #, which browsers keep to themselves, and once more
 * in the text, for who reads mails on one device and opens the portal on another. It says nothing else of the person.
 */
export function invitationMail({
  name,
  isPupil,
  schoolName,
  address,
  code,
  until,
}: {
  name: string;
  isPupil: boolean;
  schoolName: string;
  /** Of the page where a code is typed. */
  address: string;
  code: string;
  /** The last day, in words. */
  until: string;
}): { subject: string; text: string } {
  const link = `${address}#${code}`;
  const words = isPupil
    ? [
        `${schoolName} t’ouvre un compte sur Préau, son espace numérique.`,
        `Pour l’activer, ouvre ce lien avant le ${until}\u202F; il ne sert qu’une fois\u202F:`,
        "",
        link,
        "",
        `Si le lien ne s’ouvre pas, va sur ${address} et recopie ce code\u202F: ${code}`,
        "",
        "Ce message t’est personnel\u202F: ne le transfère à personne.",
      ]
    : [
        `${schoolName} vous ouvre un compte sur Préau, son espace numérique.`,
        `Pour l’activer, ouvrez ce lien avant le ${until}\u202F; il ne sert qu’une fois\u202F:`,
        "",
        link,
        "",
        `Si le lien ne s’ouvre pas, allez sur ${address} et recopiez ce code\u202F: ${code}`,
        "",
        "Vous avez déjà un compte dans un autre établissement\u202F? Le même lien l’y ajoute\u202F: vous n’aurez qu’un mot de passe.",
        "Vous n’attendiez rien de cet établissement\u202F? Ne faites rien\u202F: aucun compte n’est ouvert sans vous.",
      ];
  return {
    subject: `Votre accès à Préau, ${schoolName}`.replace("Votre", isPupil ? "Ton" : "Votre"),
    text: [`Bonjour ${name},`, "", ...words, "", "Préau"].join("\n"),
  };
}
