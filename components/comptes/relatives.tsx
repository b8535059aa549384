import type { HrefOf } from "@/components/comptes/address";
import { dayWords, spanWords } from "@/components/comptes/span-words";
import { JudgmentForm, TieForm } from "@/components/comptes/tie-forms";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import type { PersonFile, Relative } from "@/lib/comptes/types";
import { judgmentWords, kinshipWords, levelWords } from "@/lib/comptes/wording";
import type { IsoDay } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";

/** The guardians of a pupil, or the children of a guardian: what ties them, and what a judge decided. */
export function Relatives({
  person,
  relatives,
  today,
  actingId,
  operationId,
  hrefOf,
}: {
  person: PersonFile;
  relatives: readonly Relative[];
  today: IsoDay;
  actingId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  const isPupil = person.profile === "STUDENT";
  return (
    <List>
      {relatives.map((relative) => {
        const pair = isPupil
          ? { guardianId: relative.id, studentId: person.id }
          : { guardianId: person.id, studentId: relative.id };
        const acting = { actingId, operationId, ...pair };
        const isOpen = relative.endsOn === null || relative.endsOn > today;
        return (
          <Row
            className="relative"
            key={`${relative.id} ${relative.startsOn}`}
            title={<Link href={hrefOf(`/personnes/${relative.id}`)}>{formatName(relative)}</Link>}
          >
            <p>
              {[kinshipWords(relative.kinship), levelWords(relative.level), spanWords(relative, today)]
                .filter(Boolean)
                .join(", ")}
              {relative.isShut && (
                <>
                  {" "}
                  <Badge icon="lock" tone="danger">
                    Communication fermée
                  </Badge>
                </>
              )}
            </p>
            {relative.judgments.map((judgment) => (
              <div className="judgment" key={judgment.id}>
                <p>
                  <strong>{judgmentWords[judgment.kind]}</strong>, du {dayWords(judgment.startsOn)}
                  {judgment.endsOn ? ` au ${dayWords(judgment.endsOn)} exclu` : ", sans terme"}
                  <br />
                  {judgment.reference}
                </p>
                {isPupil && person.can.judge && <JudgmentForm {...acting} judgment={judgment} today={today} />}
              </div>
            ))}
            {isPupil && isOpen && person.can.tie && <TieForm {...acting} relative={relative} />}
            {isPupil && isOpen && person.can.judge && <JudgmentForm {...acting} judgment={null} today={today} />}
          </Row>
        );
      })}
    </List>
  );
}
