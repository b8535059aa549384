import { z } from "zod";

/** A notice that is opened. */
export const openNotificationInput = z.object({ notificationId: z.uuid() });

/** All that a person was shown, up to this one, is read: what came since stays unread. */
export const readAllInput = z.object({ until: z.iso.datetime() });

const mailChoice = z.enum(["NONE", "AT_ONCE", "DAILY"], { error: "Choisissez quand recevoir un e-mail." });

/** The choices for mails: one field per kind, named by it. */
export const saveMailSettingsInput = z.record(z.string(), mailChoice);
