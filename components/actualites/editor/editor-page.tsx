import "@/components/actualites/actualites.css";
import "@/components/forms/forms.css";
import "@/components/rich-text/editor.css";
import type { HrefOf } from "@/components/actualites/address";
import { NewsForm, type NewsFormProps } from "@/components/actualites/editor/news-form";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";

/** The page on which news are written. Needs JavaScript, and says so. */
export function EditorPage({ hrefOf, ...form }: NewsFormProps & { hrefOf: HrefOf }) {
  const { stored } = form;
  return (
    <div className="news-page" data-module="actualites">
      <PageHeader
        crumbs={[
          { label: "Actualités", href: hrefOf() },
          ...(stored ? [{ label: stored.title, href: hrefOf(`/${stored.id}`) }] : []),
        ]}
        title={stored ? "Modifier l’actualité" : "Nouvelle actualité"}
      />
      <noscript>
        <Notice tone="warning">Pour écrire une actualité, activez JavaScript dans votre navigateur.</Notice>
      </noscript>
      {form.places.isSchoolAllowed || form.places.groups.length > 0 ? (
        <NewsForm {...form} />
      ) : (
        <EmptyState illustration={<BlankNotebook />} title="Vous n’avez pas de classe en ce moment">
          Une actualité s’adresse aux classes que vous suivez.
        </EmptyState>
      )}
    </div>
  );
}
