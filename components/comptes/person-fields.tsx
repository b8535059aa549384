import { DateInput, Select, TextArea, TextInput } from "@/components/ui/inputs";
import type { Shown } from "@/components/forms/action-form";
import { profileLabel } from "@/lib/auth/profile-label";
import type { Duty } from "@/lib/db/types";

/** What forms call the fields of a person. */
type PersonValues = Partial<Record<string, string>>;

/** Kinships that SIECLE names, the usual ones. */
const kinships = [
  ["10", "Mère"],
  ["20", "Père"],
  ["38", "Grand-parent"],
  ["37", "Fratrie"],
  ["39", "Autre parent"],
  ["50", "Tutelle"],
] as const;

/** Names, birth and contact details, side by side where there is room. */
export function PersonFields({
  values,
  shown: { fields, typed },
  needsBirthDate = false,
  duties = [],
}: {
  values: PersonValues;
  shown: Pick<Shown, "fields" | "typed">;
  needsBirthDate?: boolean;
  /** What a member of staff may be in the school; none where it is not a question. */
  duties?: readonly Duty[];
}) {
  const field = (name: string) => ({ name, defaultValue: typed(name) ?? values[name] ?? "", error: fields[name] });
  return (
    <>
      <div className="account-row">
        <TextInput {...field("lastName")} autoComplete="off" label="Nom" required />
        <TextInput {...field("firstName")} autoComplete="off" label="Prénom" required />
      </div>
      <div className="account-row">
        <Select key={`civility ${typed("civility")}`} {...field("civility")} label="Civilité">
          <option value="">Non précisée</option>
          <option value="MME">Mme</option>
          <option value="M">M.</option>
        </Select>
        {duties.length > 0 && (
          <Select key={`duty ${typed("duty")}`} {...field("duty")} label="Fonction">
            <option value="">Aucune en particulier</option>
            {duties.map((duty) => (
              <option key={duty} value={duty}>
                {profileLabel({ profile: "STAFF", duty })}
              </option>
            ))}
          </Select>
        )}
      </div>
      <div className="account-row">
        <DateInput {...field("birthDate")} label="Date de naissance" required={needsBirthDate} />
        <Select key={`sex ${typed("sex")}`} {...field("sex")} label="Sexe à l’état civil">
          <option value="">Non précisé</option>
          <option value="F">Féminin</option>
          <option value="M">Masculin</option>
        </Select>
      </div>
      <div className="account-row">
        <TextInput {...field("email")} autoComplete="off" label="E-mail" type="email" />
        <TextInput {...field("mobile")} autoComplete="off" label="Téléphone mobile" type="tel" />
      </div>
      <div className="account-row">
        <TextInput {...field("home")} autoComplete="off" label="Téléphone du domicile" type="tel" />
        <TextInput {...field("work")} autoComplete="off" label="Téléphone du travail" type="tel" />
      </div>
      <TextArea {...field("address")} label="Adresse" rows={3} />
    </>
  );
}

/** The kinship of a guardian; `id` where a page has several. */
export function KinshipSelect({ value, id }: { value: string; id?: string }) {
  return (
    <Select defaultValue={value} key={value} label="Lien de parenté" name="kinship" {...(id && { id })}>
      <option value="">Non précisé</option>
      {kinships.map(([code, words]) => (
        <option key={code} value={code}>
          {words}
        </option>
      ))}
    </Select>
  );
}

/** What each level of responsibility opens (docs/rules.md). */
export const levelChoices = [
  { value: "1", label: "Représentant légal", hint: "Voit tout, résultats compris." },
  { value: "2", label: "En charge", hint: "Voit tout, sauf les résultats si l’établissement ne les ouvre pas." },
  { value: "3", label: "Contact", hint: "À appeler\u202F: aucun module ne s’ouvre." },
] as const;
