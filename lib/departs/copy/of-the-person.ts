import { profileLabel } from "@/lib/auth/profile-label";
import { shutFrom, shutTies } from "@/lib/school/guardians";
import { formatName } from "@/lib/time/format";
import { day, instant, table, words, yes } from "./cells";
import type { SectionSource } from "./types";

// Who the person is here, how it signs in, what is kept of what it did.

/** Lines of a log: a year of somebody who signs in every day, and more. */
const LOG_LINES = 5_000;

export const identite: SectionSource = {
  title: "Identité",
  lead: "La fiche dans l’établissement. Les coordonnées d’autres personnes n’y figurent pas.",
  readers: ["SELF", "GUARDIAN", "SCHOOL"],
  async read(db, subject) {
    const { schoolId, personId, reader } = subject;
    const person = await db.person.findUniqueOrThrow({
      relationLoadStrategy: "join",
      where: { schoolId_id: { schoolId, id: personId } },
      select: {
        firstName: true,
        lastName: true,
        civility: true,
        profile: true,
        duty: true,
        startsOn: true,
        endsOn: true,
        accessEndsOn: true,
        civilStatus: { select: { birthDate: true, sex: true, familyName: true } },
        contacts: {
          where: { schoolId },
          select: { kind: true, value: true, acceptsSms: true },
          orderBy: { id: "asc" },
        },
        externalIds: { where: { schoolId }, select: { source: true, value: true }, orderBy: { source: "asc" } },
        wards: {
          // What a judgment keeps from a guardian is kept from it here too.
          where: { schoolId, NOT: await shutTies(db, schoolId, subject.today) },
          select: {
            level: true,
            startsOn: true,
            endsOn: true,
            student: { select: { firstName: true, lastName: true } },
          },
          orderBy: { startsOn: "asc" },
        },
      },
    });
    const { civilStatus } = person;
    const facts = [
      ["Prénom", person.firstName],
      ["Nom", person.lastName],
      ["Nom de famille", civilStatus?.familyName ?? null],
      ["Civilité", person.civility === "MME" ? "Mme" : person.civility && "M."],
      ["Sexe", civilStatus?.sex === "F" ? "féminin" : civilStatus?.sex ? "masculin" : null],
      ["Naissance", day(civilStatus?.birthDate ?? null)],
      ["Profil", profileLabel(person)],
      ["Dans l’établissement depuis", day(person.startsOn)],
      ["Jusqu’au (exclu)", day(person.endsOn)],
      ["Accès fermé à partir du", day(person.accessEndsOn)],
    ] as const;
    return [
      table(
        "Fiche",
        ["Information", "Valeur"],
        facts.filter(([, value]) => value !== null),
      ),
      table(
        "Coordonnées",
        ["Nature", "Valeur", "Accepte les SMS"],
        // The address of a pupil may be that of one of its parents.
        reader === "GUARDIAN" ? [] : person.contacts.map((each) => [each.kind, each.value, yes(each.acceptsSms)]),
      ),
      table(
        "Identifiants",
        ["Source", "Valeur"],
        person.externalIds.map(({ source, value }) => [source, value]),
      ),
      table(
        "Enfants",
        ["Enfant", "Niveau de responsabilité", "Depuis", "Jusqu’au (exclu)"],
        person.wards.map(({ student, level, startsOn, endsOn }) => [
          formatName(student),
          level,
          day(startsOn),
          day(endsOn),
        ]),
      ),
    ];
  },
};

export const compte: SectionSource = {
  title: "Compte et connexions",
  lead: "Ce qui sert à se connecter, et le journal des connexions, gardé un an. Un mot de passe n’est connu de personne.",
  readers: ["SELF"],
  async read(db, { schoolId, personId, accountId }) {
    const account = accountId
      ? await db.account.findUnique({
          relationLoadStrategy: "join",
          where: { id: accountId },
          select: {
            login: true,
            email: true,
            createdAt: true,
            passwordChangedAt: true,
            comfort: true,
            signIns: { select: { device: true, createdAt: true, lastSeenAt: true }, orderBy: { lastSeenAt: "desc" } },
            secondFactors: { select: { kind: true, name: true, createdAt: true, lastUsedAt: true } },
          },
        })
      : null;
    const attempts = accountId
      ? await db.signInAttempt.findMany({
          where: { accountId },
          select: { at: true, address: true, outcome: true },
          orderBy: { at: "desc" },
          take: LOG_LINES,
        })
      : [];
    const feeds = await db.feedToken.findMany({
      where: { schoolId, personId },
      select: { createdAt: true, revokedAt: true },
      orderBy: { createdAt: "asc" },
    });
    const facts = account
      ? ([
          ["Identifiant de connexion", account.login],
          ["Adresse e-mail de secours", account.email],
          ["Créé", instant(account.createdAt)],
          ["Mot de passe choisi", instant(account.passwordChangedAt)],
          ["Confort de lecture", account.comfort ? JSON.stringify(account.comfort) : null],
        ] as const)
      : [];
    return [
      table(
        "Compte",
        ["Information", "Valeur"],
        facts.filter(([, value]) => value !== null),
      ),
      table(
        "Appareils",
        ["Appareil", "Connecté", "Utilisé"],
        account?.signIns.map((each) => [each.device, instant(each.createdAt), instant(each.lastSeenAt)]) ?? [],
      ),
      table(
        "Seconds facteurs",
        ["Nature", "Nom", "Ajouté", "Utilisé"],
        account?.secondFactors.map((each) => [
          each.kind,
          each.name,
          instant(each.createdAt),
          instant(each.lastUsedAt),
        ]) ?? [],
      ),
      table(
        "Connexions",
        ["Quand", "Adresse IP", "Résultat"],
        attempts.map(({ at, address, outcome }) => [instant(at), address, outcome]),
      ),
      table(
        "Adresses de calendrier",
        ["Créée", "Révoquée"],
        feeds.map((each) => [instant(each.createdAt), instant(each.revokedAt)]),
      ),
    ];
  },
};

export const notifications: SectionSource = {
  title: "Notifications",
  lead: "Ce qui a été signalé, gardé trois mois, et les choix d’e-mails.",
  readers: ["SELF"],
  async read(db, { schoolId, personId, now, today }) {
    const at = new Date(now.epochMilliseconds);
    const shut = shutFrom(await shutTies(db, schoolId, today), personId);
    const notices = await db.notification.findMany({
      where: {
        schoolId,
        personId,
        visibleAt: { lte: at },
        announcedAt: { not: null },
        // As in the module: of a child whom a judgment keeps from it, it is told nothing any more.
        OR: [{ studentId: null }, { studentId: { notIn: shut } }],
      },
      select: { visibleAt: true, title: true, detail: true, readAt: true },
      orderBy: { visibleAt: "desc" },
      take: LOG_LINES,
    });
    const choices = await db.notificationPreference.findMany({
      where: { schoolId, personId },
      select: { kind: true, mail: true },
      orderBy: { kind: "asc" },
    });
    return [
      table(
        "Notifications",
        ["Quand", "Titre", "Détail", "Lue"],
        notices.map((each) => [instant(each.visibleAt), each.title, each.detail, instant(each.readAt)]),
      ),
      table(
        "Choix",
        ["Nature", "E-mail"],
        choices.map(({ kind, mail }) => [kind, mail]),
      ),
    ];
  },
};

export const traces: SectionSource = {
  title: "Journal",
  lead: "Les gestes faits dans Préau, et ceux faits sur cette fiche, dont les auteurs ne sont pas nommés.",
  readers: ["SELF", "SCHOOL"],
  async read(db, { schoolId, personId, reader }) {
    const done = await db.journal.findMany({
      where: { schoolId, personId },
      select: { at: true, action: true, targetType: true },
      orderBy: { at: "desc" },
      take: LOG_LINES,
    });
    const undergone = await db.journal.findMany({
      // A judgment is told of by whom it was given by (registry.ts): not even that there is one.
      where: {
        schoolId,
        targetType: "person",
        targetId: personId,
        NOT: [{ personId }, { action: "comptes.judgment.save" }],
      },
      select: { at: true, action: true },
      orderBy: { at: "desc" },
      take: LOG_LINES,
    });
    const delegations = await db.delegation.findMany({
      where: { schoolId, personId },
      select: { right: true, startsOn: true, endsOn: true },
      orderBy: { startsOn: "asc" },
    });
    return [
      table(
        "Gestes faits",
        ["Quand", "Geste", "Sur"],
        // What somebody did in its own mailbox or space is its own affair.
        reader === "SELF" ? done.map(({ at, action, targetType }) => [instant(at), action, targetType]) : [],
      ),
      table(
        "Gestes sur la fiche",
        ["Quand", "Geste"],
        undergone.map(({ at, action }) => [instant(at), action]),
      ),
      table(
        "Droits reçus par délégation",
        ["Droit", "Du", "Jusqu’au (exclu)"],
        delegations.map((each) => [each.right, day(each.startsOn), day(each.endsOn)]),
      ),
    ];
  },
};

export const actualites: SectionSource = {
  title: "Actualités",
  lead: "Les actualités écrites, et celles dont la lecture a été confirmée.",
  readers: ["SELF", "SCHOOL"],
  async read(db, { schoolId, personId }) {
    const written = await db.news.findMany({
      where: { schoolId, authorId: personId },
      select: { title: true, content: true, publishedFrom: true, withdrawnAt: true },
      orderBy: { createdAt: "asc" },
    });
    const confirmed = await db.newsAcknowledgement.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, personId },
      select: { acknowledgedAt: true, news: { select: { title: true } } },
      orderBy: { acknowledgedAt: "asc" },
    });
    return [
      table(
        "Écrites",
        ["Titre", "Texte", "Publiée", "Retirée"],
        written.map((each) => [
          each.title,
          words(each.content),
          instant(each.publishedFrom),
          instant(each.withdrawnAt),
        ]),
      ),
      table(
        "Confirmées",
        ["Titre", "Quand"],
        confirmed.map(({ news, acknowledgedAt }) => [news.title, instant(acknowledgedAt)]),
      ),
    ];
  },
};

export const ressources: SectionSource = {
  title: "Ressources",
  lead: "Ce qui est gardé sous la main, et ce qui a été donné à des classes.",
  readers: ["SELF"],
  async read(db, { schoolId, personId }) {
    const kept = await db.resourceFavourite.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, personId },
      select: { createdAt: true, resource: { select: { title: true, url: true } } },
      orderBy: { createdAt: "asc" },
    });
    const given = await db.resourceAssignment.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, teacherId: personId },
      select: {
        createdAt: true,
        instruction: true,
        dueOn: true,
        resource: { select: { title: true } },
        group: { select: { name: true } },
      },
      orderBy: { createdAt: "asc" },
    });
    return [
      table(
        "Gardées",
        ["Ressource", "Adresse", "Depuis"],
        kept.map(({ resource, createdAt }) => [resource.title, resource.url, instant(createdAt)]),
      ),
      table(
        "Données",
        ["Ressource", "Classe", "Consigne", "Pour le", "Quand"],
        given.map((each) => [
          each.resource.title,
          each.group.name,
          each.instruction,
          day(each.dueOn),
          instant(each.createdAt),
        ]),
      ),
    ];
  },
};
