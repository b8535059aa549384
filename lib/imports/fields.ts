import type { Civility, Sex } from "@/lib/db/types";
import { ImportFailure, quoted } from "@/lib/imports/failure";
import type { Address, ContactDetails, Entity, Header, ImportFile, Refusal } from "@/lib/imports/records";
import { firstText, type Records, textAt, type XmlElement, type XmlRecord } from "@/lib/imports/xml";
import { type IsoDay, parseDay } from "@/lib/time/day";

/** What takes the records of one kind of XML file, one by one, and makes the file of them. */
export interface Reader extends Records {
  take(record: XmlRecord): void;
  finish(): ImportFile;
}

/** Notes a record that cannot be taken. */
export type Refuse = (entity: Entity, line: number, record: string, reason: string) => void;

/** A list of refusals of one file and the function that adds to it. */
export function refusalsOf(file: string): { refusals: Refusal[]; refuse: Refuse } {
  const refusals: Refusal[] = [];
  return {
    refusals,
    refuse: (entity, line, record, reason) => void refusals.push({ entity, file, line, record, reason }),
  };
}

/** A day as SIECLE (31/12/2014) or STS (2014-12-31) writes it; null when it is neither or does not exist. */
export function dayOf(text: string): IsoDay | null {
  const french = /^(\d{2})\/(\d{2})\/(\d{4})(?: .*)?$/.exec(text);
  const day = parseDay(french ? `${french[3]}-${french[2]}-${french[1]}` : text.slice(0, 10));
  return day && day.year >= 1900 && day.year < 2200 ? day.toString() : null;
}

/** A day as software writes it, ISO, or as a spreadsheet writes it back: 3/9/2019, day first. */
export function looseDayOf(text: string): IsoDay | null {
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return dayOf(french ? `${french[3]}-${french[2]?.padStart(2, "0")}-${french[1]?.padStart(2, "0")}` : text);
}

/** The first calendar year of a school year: «2026» or «2026-2027». */
export function schoolYearOf(text: string | null): number | null {
  const year = /^(\d{4})(?:\D|$)/.exec(text ?? "")?.[1];
  return year ? Number(year) : null;
}

/** The UAI of a header; SIECLE's own files do not always hold a well-formed one. @throws ImportFailure when absent. */
export function checkedUai(uai: string | null | undefined, file: string): string {
  if (uai) return uai.toUpperCase();
  throw new ImportFailure("INCOMPLETE_HEADER", file, null, "l’en-tête ne dit pas de quel établissement il s’agit");
}

/** SIECLE's header, common to its four files. @throws ImportFailure when it names no school. */
export function siecleHeader(parameters: XmlElement | null, file: string): Header {
  const year = parameters && schoolYearOf(textAt(parameters, "ANNEE_SCOLAIRE"));
  return { uai: checkedUai(parameters && textAt(parameters, "UAJ"), file), year };
}

/** CODE_SEXE, SEXE: 1, M or (ONDE) H, 2 or F. */
export function sexOf(code: string | null): Sex | null {
  if (code === "1" || code === "M" || code === "H") return "M";
  return code === "2" || code === "F" ? "F" : null;
}

/** LC_CIVILITE, LL_CIVILITE or CIVILITE: «M.», «MME», «Monsieur», 1, 2, 3 («Mlle», no longer distinguished). */
export function civilityOf(text: string | null): Civility | null {
  const plain = (text ?? "").toUpperCase().replace(/\.$/, "");
  if (["M", "MONSIEUR", "1"].includes(plain)) return "M";
  return ["MME", "MLLE", "MADAME", "MADEMOISELLE", "2", "3"].includes(plain) ? "MME" : null;
}

/** SIECLE booleans: 1 or 0, sometimes true, O or OUI. */
export function isYes(text: string | null): boolean {
  return ["1", "TRUE", "O", "OUI"].includes((text ?? "").toUpperCase());
}

/** A telephone number without its spaces and dots, or null when it cannot be one. */
function phoneOf(text: string): string | null {
  const digits = text.replace(/[\s.\-()/]/g, "");
  return /^\+?\d{6,15}$/.test(digits) ? digits : null;
}

/** Telephones and e-mail as a file writes them. */
export type ContactTexts = Readonly<Record<"email" | "mobile" | "home" | "work", string | null>>;

/** Telephones and e-mail of a record; what cannot be one is refused alone, not with its person. */
export function checkedContacts(
  texts: ContactTexts,
  rest: Pick<ContactDetails, "acceptsSms" | "address">,
  line: number,
  record: string,
  refuse: Refuse,
): ContactDetails {
  const { email } = texts;
  const emailIsValid = email === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
  if (!emailIsValid) refuse("contact", line, record, `adresse électronique illisible ${quoted(email)}`);
  const contacts: ContactDetails = {
    email: emailIsValid ? email : null,
    home: null,
    mobile: null,
    work: null,
    ...rest,
  };
  for (const kind of ["home", "mobile", "work"] as const) {
    const text = texts[kind];
    contacts[kind] = text === null ? null : phoneOf(text);
    if (text !== null && contacts[kind] === null) {
      refuse("contact", line, record, `numéro de téléphone illisible ${quoted(text)}`);
    }
  }
  return contacts;
}

/** Telephones and e-mail of a SIECLE record. */
export function contactsOf(
  element: XmlElement,
  address: Address | null,
  record: string,
  refuse: Refuse,
): ContactDetails {
  const texts = {
    email: textAt(element, "MEL"),
    mobile: textAt(element, "TEL_PORTABLE"),
    home: textAt(element, "TEL_PERSONNEL"),
    work: textAt(element, "TEL_PROFESSIONNEL"),
  };
  const acceptsSms = isYes(textAt(element, "ACCEPTE_SMS"));
  return checkedContacts(texts, { acceptsSms, address }, element.line, record, refuse);
}

/** ADRESSE@ADRESSE_ID of SIECLE; null when it says nothing. */
export function addressOf(element: XmlElement): Address | null {
  const lines = [1, 2, 3, 4].flatMap((line) => textAt(element, `LIGNE${line}_ADRESSE`) ?? []);
  const address = {
    lines,
    postalCode: textAt(element, "CODE_POSTAL"),
    city: firstText(element, ["LIBELLE_POSTAL", "COMMUNE_ETRANGERE"]),
    country: textAt(element, "LL_PAYS"),
  };
  return lines.length > 0 || address.postalCode || address.city || address.country ? address : null;
}

/** How a refusal names somebody: «Élève DURAND Zoé (ELEVE_ID 12)»; identifiers that are absent are left out. */
export function recordName(
  kind: string,
  names: readonly (string | null)[],
  identifiers: Readonly<Record<string, string | null | undefined>>,
): string {
  const known = Object.entries(identifiers).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  const who = [kind, ...names.flatMap((name) => name ?? [])].join(" ");
  return known.length > 0 ? `${who} (${known.join(", ")})` : who;
}
