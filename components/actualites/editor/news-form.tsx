"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { NEWS_FILES } from "@/components/actualites/address";
import { AudienceFields } from "@/components/actualites/editor/audience-fields";
import { newsForm, startNews, withTitle, type WrittenNews } from "@/components/actualites/editor/news-fields";
import { Preview } from "@/components/actualites/editor/preview";
import { ScheduleFields } from "@/components/actualites/editor/schedule-fields";
import { AttachmentField } from "@/components/files/attachment-field";
import { ConflictPanel, readConflict } from "@/components/forms/conflict-panel";
import { draftKey } from "@/components/forms/drafts";
import { FailureSummary } from "@/components/forms/failure-summary";
import { LiveForm } from "@/components/forms/live-form";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { SaveBar } from "@/components/forms/save-bar";
import { sendOnControlS } from "@/components/forms/send-on-control-s";
import { useDraft } from "@/components/forms/use-draft";
import { type SendingFailure, useSending } from "@/components/forms/use-sending";
import { RichTextField } from "@/components/rich-text/rich-text-field";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/inputs";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { updateNewsAction, writeNewsAction } from "@/lib/actualites/actions";
import type { EditableNews, NewsState, Places } from "@/lib/actualites/types";

/** Props of {@link NewsForm}. */
export interface NewsFormProps {
  personId: string;
  today: string;
  places: Places;
  /** The piece being changed; null for a new one. */
  stored: EditableNews | null;
  /** The page of a piece of news: this, with its id in place of `:id`. */
  newsHref: string;
}

const said: Readonly<Partial<Record<NewsState, string>>> = {
  draft: "Brouillon enregistré.",
  scheduled: "Actualité programmée.",
  published: "Actualité publiée.",
};

/** A piece of news to write. A draft of this device comes before what is stored, and says so. */
export function NewsForm(props: NewsFormProps) {
  return <LiveForm>{(isLive) => <NewsFields isLive={isLive} {...props} />}</LiveForm>;
}

function NewsFields({ personId, today, places, stored, newsHref, isLive }: NewsFormProps & { isLive: boolean }) {
  const router = useRouter();
  const draft = useDraft<WrittenNews>(draftKey(personId, `actualite:${stored?.id ?? "nouvelle"}`), isLive);
  const [written, setWritten] = useState(() => draft.found?.value ?? startNews(stored, places));
  // Another number is another set of fields, started from what is then written.
  const [edition, setEdition] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef(written);
  // What was last asked for: a conflict that is settled asks for the same.
  const wasDraft = useRef(false);
  const { isSending, failure, clear, send } = useSending(stored ? updateNewsAction : writeNewsAction);
  const conflict = failure && readNewsConflict(failure);
  const errors = failure?.fields ?? {};
  const id = `actualite-${stored?.id ?? "nouvelle"}`;
  const isShown = stored?.state === "published" || stored?.state === "ended";

  function write(change: Partial<WrittenNews>) {
    latest.current = { ...latest.current, ...change };
    setWritten(latest.current);
    draft.keep(latest.current);
  }

  function startFrom(start: WrittenNews) {
    latest.current = start;
    setWritten(start);
    setEdition((number) => number + 1);
    clear();
  }

  function save(isDraft: boolean) {
    if (isSending || isBusy) return;
    wasDraft.current = isDraft;
    send(newsForm(latest.current, { personId, newsId: stored?.id ?? null, isDraft }), (saved) => {
      draft.forget();
      toast((isShown ? null : said[saved.state]) ?? "Modifications enregistrées.");
      router.push(newsHref.replace(":id", saved.id));
    });
  }

  return (
    <form
      aria-label={stored ? "Modifier l’actualité" : "Nouvelle actualité"}
      className="news-form"
      noValidate
      onKeyDown={sendOnControlS}
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      {draft.found && (
        <RestoredDraft
          at={draft.found.at}
          onGiveUp={() => {
            draft.forget();
            startFrom(startNews(stored, places));
          }}
        />
      )}
      {failure && !conflict && (
        <FailureSummary
          failure={failure}
          ids={{
            title: `${id}-titre`,
            content: `${id}-texte`,
            readers: `${id}-public`,
            groups: `${id}-classes`,
            fromDay: `${id}-jour`,
            fromMinute: `${id}-heure`,
            untilDay: `${id}-fin`,
            pinnedDay: `${id}-epingle`,
            files: `${id}-fichiers`,
          }}
        />
      )}
      {conflict && (
        <ConflictPanel
          mine={withTitle(written.title, written.content)}
          onKeepMine={() => {
            write({ version: conflict.version });
            clear();
            save(wasDraft.current);
          }}
          onTakeTheirs={() => {
            draft.forget();
            startFrom({ ...written, ...conflict });
          }}
          theirs={withTitle(conflict.title, conflict.content)}
        />
      )}
      <TextInput
        error={errors["title"]}
        id={`${id}-titre`}
        label="Titre"
        maxLength={120}
        name="title"
        onChange={(event) => write({ title: event.target.value })}
        required
        value={written.title}
      />
      <RichTextField
        error={errors["content"]}
        id={`${id}-texte`}
        initial={written.content}
        key={`texte-${edition}`}
        label="Texte"
        onChange={(content) => write({ content })}
      />
      <AttachmentField
        address={NEWS_FILES}
        error={errors["files"]}
        files={written.files}
        id={`${id}-fichiers`}
        onBusy={setBusy}
        onChange={(change) => write({ files: change(latest.current.files) })}
        personId={personId}
      />
      <Section className="news-part" id="public" key={`public-${edition}`} title="Public">
        <AudienceFields
          errors={{ readers: errors["readers"], groups: errors["groups"] }}
          id={id}
          onChange={write}
          personId={personId}
          places={places}
          value={written}
        />
      </Section>
      <Section className="news-part" id="publication" key={`publication-${edition}`} title="Publication">
        <ScheduleFields errors={errors} id={id} isShown={isShown} onChange={write} today={today} value={written} />
      </Section>
      <Preview content={written.content} title={written.title} />
      <div className="news-save">
        <SaveBar isBusy={isBusy} isSending={isSending} isUnsaved={draft.isUnsaved} savedLabel={null}>
          {isShown ? "Enregistrer les modifications" : written.timing === "LATER" ? "Programmer" : "Publier"}
        </SaveBar>
        {!isShown && (
          <Button className="needs-script" onClick={() => save(true)} variant="quiet">
            {stored?.state === "scheduled" ? "Repasser en brouillon" : "Enregistrer le brouillon"}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What is stored now, when that is why the form failed. */
function readNewsConflict(failure: SendingFailure): Pick<WrittenNews, "title" | "content" | "version"> | null {
  const found = readConflict(failure);
  if (!found) return null;
  const { current } = failure;
  const hasTitle = typeof current === "object" && current !== null && "title" in current;
  return { ...found, title: hasTitle && typeof current.title === "string" ? current.title : "" };
}
