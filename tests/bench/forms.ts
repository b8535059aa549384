import { Window } from "happy-dom";

/** A form of a page as a browser without script would send it. */
export interface PageForm {
  /** Where it is sent: its page, unless it names another. */
  action: string;
  fields: [name: string, value: string][];
}

/**
 * The form of a page that a person fills, with the fields as the server wrote them.
 * @param submit the words of the button that sends it.
 * @throws Error when the page has no such form.
 */
export async function formOf(origin: string, path: string, cookie: string, submit: RegExp): Promise<PageForm> {
  const window = new Window({ url: origin + path });
  try {
    const answer = await fetch(origin + path, { headers: { cookie } });
    window.document.write(await answer.text());
    for (const form of window.document.querySelectorAll("form")) {
      const button = [...form.querySelectorAll("button[type=submit]")].find((each) =>
        submit.test(each.getAttribute("aria-label") ?? each.textContent),
      );
      if (!button) continue;
      const fields: PageForm["fields"] = [];
      for (const [name, value] of new window.FormData(form)) if (typeof value === "string") fields.push([name, value]);
      const name = button.getAttribute("name");
      if (name) fields.push([name, button.getAttribute("value") ?? ""]);
      return { action: form.getAttribute("action") || path, fields };
    }
    throw new Error(`${path} (${answer.status}) has no form sent by ${submit.source}.`);
  } finally {
    await window.happyDOM.close();
  }
}

/** The first address of a page that matches. @throws Error when there is none. */
export async function linkOf(origin: string, path: string, cookie: string, pattern: RegExp): Promise<string> {
  const html = await (await fetch(origin + path, { headers: { cookie } })).text();
  const link = pattern.exec(html)?.[0];
  if (!link) throw new Error(`${path} leads to no ${pattern.source}.`);
  return link.replaceAll("&amp;", "&");
}

/** Sends a form; milliseconds until the whole answer is there. @throws Error unless it was accepted. */
export async function sendForm(origin: string, cookie: string, { action, fields }: PageForm): Promise<number> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const started = performance.now();
  const answer = await fetch(origin + action, {
    method: "POST",
    body,
    headers: { cookie, origin },
    redirect: "manual",
  });
  const text = await answer.text();
  const milliseconds = performance.now() - started;
  if (answer.status !== 200 && answer.status !== 303) throw new Error(`${action} answers ${answer.status}.`);
  // Fields that may fail keep an empty place for it.
  if (/role="alert"[^>]*>(?!<\/)/.test(text)) throw new Error(`${action} refused what was sent.`);
  return milliseconds;
}
