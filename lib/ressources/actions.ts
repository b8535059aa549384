"use server";
import { defineAction } from "@/lib/actions/define-action";
import {
  addFreeCatalogue,
  addResource,
  giveResource,
  keepFavourite,
  restoreGiven,
  restoreResource,
  updateResource,
  withdrawGiven,
  withdrawResource,
} from "./commands";
import {
  addFreeCatalogueInput,
  addResourceInput,
  giveResourceInput,
  keepFavouriteInput,
  updateResourceInput,
  withdrawGivenInput,
  withdrawResourceInput,
} from "./schema";

const module = "ressources";

export const addResourceAction = defineAction({
  name: "ressources.resource.add",
  module,
  input: addResourceInput,
  run: addResource,
});

export const updateResourceAction = defineAction({
  name: "ressources.resource.update",
  module,
  input: updateResourceInput,
  run: updateResource,
});

export const withdrawResourceAction = defineAction({
  name: "ressources.resource.withdraw",
  module,
  input: withdrawResourceInput,
  run: withdrawResource,
});

export const restoreResourceAction = defineAction({
  name: "ressources.resource.restore",
  module,
  input: withdrawResourceInput,
  run: restoreResource,
});

export const addFreeCatalogueAction = defineAction({
  name: "ressources.free-catalogue.add",
  module,
  input: addFreeCatalogueInput,
  run: addFreeCatalogue,
});

export const keepFavouriteAction = defineAction({
  name: "ressources.favourite.keep",
  module,
  input: keepFavouriteInput,
  run: keepFavourite,
});

export const giveResourceAction = defineAction({
  name: "ressources.resource.give",
  module,
  input: giveResourceInput,
  run: giveResource,
});

export const withdrawGivenAction = defineAction({
  name: "ressources.assignment.withdraw",
  module,
  input: withdrawGivenInput,
  run: withdrawGiven,
});

export const restoreGivenAction = defineAction({
  name: "ressources.assignment.restore",
  module,
  input: withdrawGivenInput,
  run: restoreGiven,
});
