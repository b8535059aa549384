import { fieldId } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/**
 * What stopped a form, on top of it: a sentence, and a link to each field to correct. Renders nothing when all is well.
 * `fields` maps the name of a field to its messages, as actions answer; `ids` where a field has an id of its own.
 */
export function FormErrors({
  message,
  fields = {},
  ids = {},
}: {
  message?: string | undefined;
  fields?: Readonly<Record<string, readonly string[] | undefined>> | undefined;
  ids?: Readonly<Record<string, string>>;
}) {
  const faulty = Object.entries(fields).flatMap(([name, messages = []]) =>
    messages.length > 0 ? [[name, messages] as const] : [],
  );
  if (!message && faulty.length === 0) return null;
  return (
    <Notice live="assertive" title={message ?? "Certaines informations sont à corriger."} tone="danger">
      {faulty.length > 0 && (
        <ul className="list-disc ps-5">
          {faulty.map(([name, messages]) => (
            <li key={name}>
              <a className="text-ink" href={`#${ids[name] ?? fieldId(name)}`}>
                {messages.join(" ")}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
