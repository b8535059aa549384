import { Button, IconButton, LinkButton } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { Checkbox, ChoiceGroup, DateInput, FileInput, Select, TextArea, TextInput } from "@/components/ui/inputs";
import { PasswordInput } from "@/components/ui/password-input";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";

async function pause() {
  "use server";
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

/** Buttons and fields in all their states. */
export function Forms() {
  return (
    <>
      <Section id="boutons" title="Boutons">
        <div className="flex flex-wrap items-center gap-3">
          <Button icon="plus" variant="primary">
            Donner un devoir
          </Button>
          <Button>Annuler</Button>
          <Button variant="quiet">Plus tard</Button>
          <Button icon="trash" variant="danger">
            Supprimer
          </Button>
          <LinkButton href="#boutons" icon="printer">
            Imprimer
          </LinkButton>
          <IconButton icon="pencil" label="Modifier" />
          <Button disabled>Indisponible</Button>
          <Button size="small">Petit</Button>
          <Button size="large" variant="primary">
            Se connecter
          </Button>
        </div>
      </Section>
      <Section id="champs" title="Champs">
        <form action={pause} className="grid max-w-xl gap-6">
          <FormErrors
            fields={{ titre: ["Donnez un titre au devoir."], pour: ["Choisissez un jour de cours."] }}
            message="Le devoir n’est pas encore enregistré."
          />
          <TextInput error="Donnez un titre au devoir." label="Titre" name="titre" required />
          <DateInput
            defaultValue="2026-11-21"
            error="Choisissez un jour de cours."
            hint="Prochain cours : vendredi 20 novembre."
            label="Pour le"
            name="pour"
            required
          />
          <Select defaultValue="25" label="Durée estimée" name="duree">
            <option value="10">10 min</option>
            <option value="25">25 min</option>
            <option value="45">45 min</option>
          </Select>
          <TextArea
            defaultValue="Exercices 12 et 13 page 84, au propre."
            hint="Ce que l’élève doit faire, en une ou deux phrases."
            label="Consigne"
            name="consigne"
            required
          />
          <FileInput label="Pièces jointes" multiple name="fichiers" />
          <PasswordInput autoComplete="current-password" label="Mot de passe" name="motdepasse" />
          <ChoiceGroup
            choices={[
              { value: "tous", label: "Toute la classe" },
              { value: "groupe", label: "Groupe 2", hint: "14 élèves" },
              { value: "eleves", label: "Quelques élèves", disabled: true },
            ]}
            defaultValue="tous"
            label="Pour qui ?"
            layout="tiles"
            name="cible"
          />
          <Checkbox hint="L’élève dépose un fichier." label="À rendre en ligne" name="enligne" />
          <div className="flex gap-3">
            <SubmitButton>Enregistrer le devoir</SubmitButton>
            <Button>Annuler</Button>
          </div>
        </form>
      </Section>
    </>
  );
}
