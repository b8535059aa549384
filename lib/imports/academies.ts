/** Where a school is: académie, holiday zone, IANA zone. Départements are the first three digits of a UAI. */
export interface Academy {
  name: string;
  /** School-holiday zone: A, B, C, or the territory's own calendar. */
  zone: string;
  timeZone: string;
  departments: readonly string[];
}

const PARIS = "Europe/Paris";

// Zones: arrêté du 7 décembre 2022 relatif au calendrier scolaire. Overseas rectors set their own calendar.
// A UAI of Corse starts with 620 or 720 (before: 020); Réunion to Guyane 971–974; Mayotte 976; the Pacific 98x.
const ACADEMIES: readonly Academy[] = [
  { name: "Besançon", zone: "A", timeZone: PARIS, departments: ["025", "039", "070", "090"] },
  { name: "Bordeaux", zone: "A", timeZone: PARIS, departments: ["024", "033", "040", "047", "064"] },
  { name: "Clermont-Ferrand", zone: "A", timeZone: PARIS, departments: ["003", "015", "043", "063"] },
  { name: "Dijon", zone: "A", timeZone: PARIS, departments: ["021", "058", "071", "089"] },
  { name: "Grenoble", zone: "A", timeZone: PARIS, departments: ["007", "026", "038", "073", "074"] },
  { name: "Limoges", zone: "A", timeZone: PARIS, departments: ["019", "023", "087"] },
  { name: "Lyon", zone: "A", timeZone: PARIS, departments: ["001", "042", "069"] },
  { name: "Poitiers", zone: "A", timeZone: PARIS, departments: ["016", "017", "079", "086"] },
  { name: "Aix-Marseille", zone: "B", timeZone: PARIS, departments: ["004", "005", "013", "084"] },
  { name: "Amiens", zone: "B", timeZone: PARIS, departments: ["002", "060", "080"] },
  { name: "Lille", zone: "B", timeZone: PARIS, departments: ["059", "062"] },
  { name: "Nancy-Metz", zone: "B", timeZone: PARIS, departments: ["054", "055", "057", "088"] },
  { name: "Nantes", zone: "B", timeZone: PARIS, departments: ["044", "049", "053", "072", "085"] },
  { name: "Nice", zone: "B", timeZone: PARIS, departments: ["006", "083"] },
  { name: "Normandie", zone: "B", timeZone: PARIS, departments: ["014", "027", "050", "061", "076"] },
  { name: "Orléans-Tours", zone: "B", timeZone: PARIS, departments: ["018", "028", "036", "037", "041", "045"] },
  { name: "Reims", zone: "B", timeZone: PARIS, departments: ["008", "010", "051", "052"] },
  { name: "Rennes", zone: "B", timeZone: PARIS, departments: ["022", "029", "035", "056"] },
  { name: "Strasbourg", zone: "B", timeZone: PARIS, departments: ["067", "068"] },
  { name: "Créteil", zone: "C", timeZone: PARIS, departments: ["077", "093", "094"] },
  {
    name: "Montpellier",
    zone: "C",
    timeZone: PARIS,
    departments: ["011", "030", "034", "048", "066"],
  },
  { name: "Paris", zone: "C", timeZone: PARIS, departments: ["075"] },
  {
    name: "Toulouse",
    zone: "C",
    timeZone: PARIS,
    departments: ["009", "012", "031", "032", "046", "065", "081", "082"],
  },
  { name: "Versailles", zone: "C", timeZone: PARIS, departments: ["078", "091", "092", "095"] },
  { name: "Corse", zone: "CORSE", timeZone: PARIS, departments: ["020", "620", "720"] },
  { name: "Guadeloupe", zone: "GUADELOUPE", timeZone: "America/Guadeloupe", departments: ["971"] },
  { name: "Martinique", zone: "MARTINIQUE", timeZone: "America/Martinique", departments: ["972"] },
  { name: "Guyane", zone: "GUYANE", timeZone: "America/Cayenne", departments: ["973"] },
  { name: "La Réunion", zone: "REUNION", timeZone: "Indian/Reunion", departments: ["974"] },
  { name: "Saint-Pierre-et-Miquelon", zone: "MIQUELON", timeZone: "America/Miquelon", departments: ["975"] },
  { name: "Mayotte", zone: "MAYOTTE", timeZone: "Indian/Mayotte", departments: ["976"] },
  { name: "Wallis-et-Futuna", zone: "WALLIS", timeZone: "Pacific/Wallis", departments: ["986"] },
  { name: "Polynésie française", zone: "POLYNESIE", timeZone: "Pacific/Tahiti", departments: ["984", "987"] },
  { name: "Nouvelle-Calédonie", zone: "CALEDONIE", timeZone: "Pacific/Noumea", departments: ["983", "988"] },
];

/** Letters and digits only, without accents: STS writes «CRETEIL», «AIX-MARSEILLE». */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
}

/** The académie of a school, from its name in STS when given, else from its UAI; null for what is neither. */
export function academyOf(uai: string, label: string | null): Academy | null {
  const name = label === null ? null : plain(label);
  return (
    ACADEMIES.find((academy) => name !== null && plain(academy.name) === name) ??
    ACADEMIES.find((academy) => academy.departments.includes(uai.slice(0, 3))) ??
    null
  );
}
