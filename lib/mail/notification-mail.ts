/**
 * The mail that says what is new in the portal, once for all that is. It names nobody, and tells no grade and no motive: mail is
 * read on locked screens, and passes through other hands.
 */
export function notificationMail({
  lines,
  schoolName,
  link,
  settingsLink,
  isPupil,
}: {
  /** «2 changements d’emploi du temps» */
  lines: readonly string[];
  schoolName: string;
  link: string;
  settingsLink: string;
  isPupil: boolean;
}): { subject: string; text: string } {
  return {
    subject: `Du nouveau sur Préau\u202F: ${schoolName}`,
    text: [
      "Bonjour,",
      "",
      `Du nouveau ${isPupil ? "t’attend" : "vous attend"} sur Préau (${schoolName})\u202F:`,
      "",
      ...lines.map((line) => `– ${line}`),
      "",
      isPupil ? "Pour lire\u202F:" : "Pour en prendre connaissance\u202F:",
      link,
      "",
      isPupil
        ? "Tu reçois ce message parce que tes réglages le demandent. Pour les changer\u202F:"
        : "Vous recevez ce message parce que vos réglages le demandent. Pour les changer\u202F:",
      settingsLink,
      "",
      "Préau",
    ].join("\n"),
  };
}
