import { createElement } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ToastSample } from "@/components/ui/gallery/toast-sample";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Menu, MenuButton, MenuLink } from "@/components/ui/menu";
import { ModuleIcon } from "@/components/ui/module-icon";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { Progress, Skeleton } from "@/components/ui/progress";
import { RichText } from "@/components/ui/rich-text";
import { Card, Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";

function squared(letter: string) {
  return createElement("msup", {}, createElement("mi", {}, letter), createElement("mn", {}, "2"));
}

function operator(sign: string) {
  return createElement("mo", {}, sign);
}

// React knows MathML, its types don't.
const pythagoras = createElement(
  "math",
  { display: "block" },
  squared("a"),
  operator("+"),
  squared("b"),
  operator("="),
  squared("c"),
);

async function nothing() {
  "use server";
  await Promise.resolve();
}

/** Messages, lists, tables, empty states, dialogs and written content. */
export function Patterns() {
  return (
    <>
      <Section id="messages" title="Messages">
        <div className="grid gap-3">
          <Notice>Le collège sera fermé vendredi 27 novembre.</Notice>
          <Notice title="C’est enregistré." tone="success">
            Les élèves de la 5e B le voient dès maintenant.
          </Notice>
          <Notice tone="warning">Un cours de ce jour n’a pas encore de contenu.</Notice>
          <Notice tone="danger">Le fichier dépasse 20 Mo.</Notice>
          <p className="flex flex-wrap gap-2">
            <Badge>Brouillon</Badge>
            <Badge tone="primary">Groupe 2</Badge>
            <Badge tone="sun">Aujourd’hui</Badge>
            <Badge icon="check" tone="success">
              Fait
            </Badge>
            <Badge icon="clock" tone="warning">
              25 min
            </Badge>
            <Badge tone="danger">En retard</Badge>
            <Badge data-module="notes" tone="module">
              Notes
            </Badge>
          </p>
        </div>
      </Section>
      <Section
        action={<Link href="#listes">Tout voir</Link>}
        id="listes"
        note={<Time day="2026-11-20" long />}
        title="Listes"
      >
        <Tabs
          className="mb-4"
          label="Affichage"
          tabs={[
            { label: "Par jour", href: "#listes", current: true },
            { label: "Par matière", href: "#listes-matiere", current: false },
          ]}
        />
        <List label="Devoirs">
          <Row
            aside={<Badge icon="clock">25 min</Badge>}
            before={<ModuleIcon slug="cahier-de-texte" />}
            title={<Link href="#listes">Exercices 12 et 13 page 84</Link>}
          >
            Mathématiques, M. Garnier
          </Row>
          <Row
            aside={
              <Menu summary="Actions">
                <MenuLink href="#listes" icon="pencil">
                  Modifier
                </MenuLink>
                <MenuButton icon="trash" tone="danger">
                  Supprimer
                </MenuButton>
              </Menu>
            }
            before={<Avatar initials="IL" />}
            title="Inès Lefèvre"
          >
            5e B
          </Row>
        </List>
        <Pagination hrefOf={(page) => `?page=${page}#listes`} page={2} pages={7} />
      </Section>
      <Section id="tableaux" title="Tableaux">
        <Table
          caption="Devoirs donnés cette semaine"
          columns={[
            { key: "classe", label: "Classe" },
            { key: "matiere", label: "Matière" },
            { key: "minutes", label: "Minutes", align: "end" },
          ]}
        >
          <tr>
            <th scope="row">5e B</th>
            <td>Mathématiques</td>
            <td data-align="end">45</td>
          </tr>
          <tr>
            <th scope="row">4e A</th>
            <td>Histoire-géographie</td>
            <td data-align="end">120</td>
          </tr>
        </Table>
      </Section>
      <Section id="vide" title="Rien à faire">
        <Card data-module="cahier-de-texte">
          <EmptyState
            action={<LinkButton href="#vide">Voir la semaine prochaine</LinkButton>}
            illustration={<AllDone />}
            level={3}
            title="Tout est fait !"
          >
            Aucun devoir pour les prochains jours. Profite de ta soirée.
          </EmptyState>
        </Card>
      </Section>
      <Section id="attente" title="En attente">
        <Card className="grid gap-4">
          <Progress label="Import des élèves" max={600} text="412 sur 600" value={412} />
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/2" />
        </Card>
      </Section>
      <Section id="dialogues" title="Dialogues">
        <div className="flex flex-wrap gap-3">
          <Dialog title="Imprimer les codes" trigger={{ children: "Ouvrir un dialogue" }}>
            <p>Une page par classe, à remettre en main propre.</p>
          </Dialog>
          <ConfirmDialog
            action={nothing}
            confirmLabel="Réinitialiser le mot de passe"
            title="Réinitialiser le mot de passe ?"
            trigger={{ children: "Réinitialiser", variant: "danger" }}
          >
            <p>L’ancien mot de passe cesse de fonctionner tout de suite.</p>
          </ConfirmDialog>
          <ToastSample />
        </div>
      </Section>
      <Section id="contenu-riche" title="Contenu écrit">
        <Card>
          <RichText>
            <h3>Le théorème de Pythagore</h3>
            <p>
              Dans un triangle rectangle, le carré de l’hypoténuse est égal à la <mark>somme des carrés</mark> des deux
              autres côtés (<a href="#contenu-riche">fiche de cours</a>).
            </p>
            {pythagoras}
            <ul>
              <li>Apprendre la définition.</li>
              <li>
                Refaire l’exemple, avec <code>a = 3</code>.
              </li>
            </ul>
            <blockquote>
              <p>Que nul n’entre ici s’il n’est géomètre.</p>
            </blockquote>
          </RichText>
        </Card>
      </Section>
    </>
  );
}
