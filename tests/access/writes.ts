import type { WriteRow } from "./matrix";
import { absencesWrites } from "./tables/absences-writes";
import { actualitesWrites } from "./tables/actualites-writes";
import { anneesWrites } from "./tables/annees";
import { authWrites } from "./tables/auth-writes";
import { bulletinWrites } from "./tables/bulletin-writes";
import { cahierDeTexteWrites } from "./tables/cahier-de-texte-writes";
import { comptesWrites } from "./tables/comptes-writes";
import { departsWrites } from "./tables/departs";
import { documentsWrites } from "./tables/documents-writes";
import { droitsWrites } from "./tables/droits";
import { emploiDuTempsWrites } from "./tables/emploi-du-temps-writes";
import { importsWrites } from "./tables/imports";
import { messagerieWrites } from "./tables/messagerie-writes";
import { notesWrites } from "./tables/notes-writes";
import { notificationsWrites } from "./tables/notifications";
import { ressourcesWrites } from "./tables/ressources-writes";

/** Every command of the portal, with who may do it. */
export const writes: readonly WriteRow[] = [
  ...cahierDeTexteWrites,
  ...emploiDuTempsWrites,
  ...absencesWrites,
  ...notesWrites,
  ...messagerieWrites,
  ...actualitesWrites,
  ...ressourcesWrites,
  ...documentsWrites,
  ...comptesWrites,
  ...anneesWrites,
  ...droitsWrites,
  ...importsWrites,
  ...departsWrites,
  ...notificationsWrites,
  ...authWrites,
  ...bulletinWrites,
];
