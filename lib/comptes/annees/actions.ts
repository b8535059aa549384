"use server";

import { defineAction } from "@/lib/actions/define-action";
import { personHref } from "@/lib/auth/viewer";
import { closeYear, prepareYear, reopenYear } from "./commands";
import { closeYearInput, prepareYearInput, reopenYearInput } from "./schema";

const module = "comptes";
const PATH = "/comptes/annees";

export const prepareYearAction = defineAction({
  name: "comptes.year.prepare",
  module,
  input: prepareYearInput,
  run: prepareYear,
});

export const closeYearAction = defineAction({
  name: "comptes.year.close",
  module,
  input: closeYearInput,
  run: closeYear,
  to: (_, viewer) => personHref(viewer, PATH),
});

export const reopenYearAction = defineAction({
  name: "comptes.year.reopen",
  module,
  input: reopenYearInput,
  run: reopenYear,
});
