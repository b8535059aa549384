"use server";

import { defineAction } from "@/lib/actions/define-action";
import { personHref } from "@/lib/auth/viewer";
import { openNotification, readAll, saveMailSettings } from "./commands";
import { openNotificationInput, readAllInput, saveMailSettingsInput } from "./schema";

export const openNotificationAction = defineAction({
  name: "notifications.notification.open",
  module: "notifications",
  input: openNotificationInput,
  run: openNotification,
  to: ({ href }, viewer) => {
    const [path = "/notifications", query] = href.split("?");
    return personHref(viewer, path, Object.fromEntries(new URLSearchParams(query)));
  },
});

export const readAllAction = defineAction({
  name: "notifications.notification.read-all",
  module: "notifications",
  input: readAllInput,
  run: readAll,
});

export const saveMailSettingsAction = defineAction({
  name: "notifications.settings.save",
  module: "notifications",
  input: saveMailSettingsInput,
  run: saveMailSettings,
});
