import { fileDetail, fileIcon } from "@/components/files/attachments";
import { Icon } from "@/components/ui/icons/icon";
import { Time } from "@/components/ui/time";
import type { JustificationItem } from "@/lib/absences/types";
import { Temporal } from "temporal-polyfill";

/** What a family said of an absence: its motive, its words, its files. */
export function Justification({
  justification: { motive, comment, sentAt, author, files },
  timeZone,
  personId,
}: {
  justification: JustificationItem;
  timeZone: string;
  personId: string;
}) {
  return (
    <div className="justification">
      <p>
        <strong>{motive.label}</strong>
        <span className="text-soft">
          {" · "}
          {author ? `${author}, ` : "envoyé "}
          <Time instant={Temporal.Instant.from(sentAt)} zone={timeZone} />
        </span>
      </p>
      {comment && <p className="justification-comment">{comment}</p>}
      {files.length > 0 && (
        <ul className="justification-files">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`/api/absences/files/${file.id}?personne=${personId}`} target="_blank">
                <Icon name={fileIcon(file.mediaType)} />
                {file.name}
              </a>{" "}
              <span className="text-soft">{fileDetail(file)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
