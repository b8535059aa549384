"use server";
import { defineAction } from "@/lib/actions/define-action";
import { acknowledgeNews, readNews, remindReaders, restoreNews, updateNews, withdrawNews, writeNews } from "./commands";
import {
  acknowledgeNewsInput,
  readNewsInput,
  remindReadersInput,
  updateNewsInput,
  withdrawNewsInput,
  writeNewsInput,
} from "./schema";

const module = "actualites";

export const writeNewsAction = defineAction({
  name: "actualites.news.write",
  module,
  input: writeNewsInput,
  run: writeNews,
});

export const updateNewsAction = defineAction({
  name: "actualites.news.update",
  module,
  input: updateNewsInput,
  run: updateNews,
});

export const withdrawNewsAction = defineAction({
  name: "actualites.news.withdraw",
  module,
  input: withdrawNewsInput,
  run: withdrawNews,
});

export const restoreNewsAction = defineAction({
  name: "actualites.news.restore",
  module,
  input: withdrawNewsInput,
  run: restoreNews,
});

export const acknowledgeNewsAction = defineAction({
  name: "actualites.news.acknowledge",
  module,
  input: acknowledgeNewsInput,
  run: acknowledgeNews,
});

export const readNewsAction = defineAction({
  name: "actualites.news.read",
  module,
  input: readNewsInput,
  run: readNews,
});

export const remindReadersAction = defineAction({
  name: "actualites.acknowledgement.remind",
  module,
  input: remindReadersInput,
  run: remindReaders,
});
