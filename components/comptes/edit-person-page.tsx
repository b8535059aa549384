import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { CreatePersonForm, EditPersonForm } from "@/components/comptes/person-editor";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Card } from "@/components/ui/section";
import { type PersonKind, personKinds } from "@/lib/comptes/person-schema";
import { dutiesOf } from "@/lib/comptes/rules";
import type { PersonFile } from "@/lib/comptes/types";
import { kindWords } from "@/lib/comptes/wording";
import { formatName } from "@/lib/time/format";

/** The fields of a person, to be changed. */
export function EditPersonPage({
  person,
  actingId,
  operationId,
  hrefOf,
}: {
  person: PersonFile;
  actingId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  return (
    <ComptesFrame
      crumbs={[
        { label: "Comptes", href: hrefOf() },
        { label: formatName(person), href: hrefOf(`/personnes/${person.id}`) },
      ]}
      hrefOf={hrefOf}
      room="Annuaire"
      title={`Modifier ${formatName(person)}`}
    >
      <Card className="person-form">
        {person.isOfFiles && (
          <Notice>
            Cette fiche vient des fichiers. Ce que vous changez ici les remplace, et reste à travers les imports
            {"\u202F"}; vous pourrez le leur rendre depuis la fiche.
          </Notice>
        )}
        <EditPersonForm
          actingId={actingId}
          duties={dutiesOf(person.profile)}
          operationId={operationId}
          person={person}
        />
      </Card>
    </ComptesFrame>
  );
}

/** Somebody whom the files lack. */
export function NewPersonPage({
  kind,
  student,
  divisions,
  actingId,
  newId,
  hrefOf,
}: {
  kind: PersonKind;
  student: PersonFile | null;
  divisions: readonly { id: string; name: string }[];
  actingId: string;
  newId: string;
  hrefOf: HrefOf;
}) {
  const eleve = student?.id;
  return (
    <ComptesFrame
      crumbs={[
        { label: "Comptes", href: hrefOf() },
        ...(student ? [{ label: formatName(student), href: hrefOf(`/personnes/${student.id}`) }] : []),
      ]}
      hrefOf={hrefOf}
      lead={
        student
          ? `Pour ${formatName(student)}.`
          : "Ce que les fichiers n’ont pas, ou pas encore\u202F: un import qui nommera cette personne la reconnaîtra."
      }
      room="Annuaire"
      title={kind === "GUARDIAN" ? "Ajouter un responsable" : "Ajouter une personne"}
    >
      {!student && (
        <nav aria-label={"Qui ajoutez-vous\u202F?"} className="chips mb-6">
          {personKinds
            .filter((each) => each !== "GUARDIAN")
            .map((each) => (
              <Link
                aria-current={each === kind ? "page" : undefined}
                className="chip"
                href={hrefOf("/personnes/nouvelle", { genre: each })}
                key={each}
              >
                {kindWords[each]}
              </Link>
            ))}
        </nav>
      )}
      <Card className="person-form">
        <CreatePersonForm
          actingId={actingId}
          divisions={divisions}
          doneHref={hrefOf(eleve ? `/personnes/${eleve}` : "")}
          key={kind}
          kind={kind}
          newId={newId}
          personHref={hrefOf("/personnes/ID")}
          student={student && { id: student.id, name: formatName(student) }}
        />
      </Card>
    </ComptesFrame>
  );
}
