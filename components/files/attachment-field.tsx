"use client";

import { type ChangeEvent, useRef, useState } from "react";
import { fileDetail, fileIcon } from "@/components/files/attachments";
import { moved } from "@/components/files/moved";
import { type Upload, uploadFile } from "@/components/files/upload";
import { Button, IconButton } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Icon } from "@/components/ui/icons/icon";
import type { Attachment } from "@/lib/files/types";
import { ACCEPTED_EXTENSIONS, MAX_FILE_BYTES, MAX_FILES } from "@/lib/files/rules";
import { formatBytes, formatPercent } from "@/lib/time/format";

/** A file that is leaving, or that was refused. */
interface Sending {
  key: number;
  name: string;
  share: number;
  problem: string;
  upload: Upload | null;
}

/**
 * The files of a lesson, of homework, of a message or of news: sent as soon as they are chosen, with their progress; put in order, taken away.
 * The form around sends their ids, in order, as `files[]`.
 */
export function AttachmentField({
  id,
  personId,
  address = "/api/cahier-de-texte/files",
  files,
  onChange,
  onBusy,
  error,
  most = MAX_FILES,
}: {
  id: string;
  personId: string;
  /** Where files are sent, and read from by their id. */
  address?: string;
  files: readonly Attachment[];
  /** Receives what to do with the files of the moment: two files may arrive together. */
  onChange: (change: (files: readonly Attachment[]) => Attachment[]) => void;
  /** Is one still leaving? */
  onBusy: (isBusy: boolean) => void;
  error?: readonly string[] | undefined;
  most?: number;
}) {
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const nextKey = useRef(0);
  const leaving = useRef(0);
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [said, setSaid] = useState("");
  const places = most - files.length - sendings.filter(({ problem }) => !problem).length;

  function change(key: number, values: Partial<Sending>) {
    setSendings((all) => all.map((sending) => (sending.key === key ? { ...sending, ...values } : sending)));
  }

  function drop(key: number) {
    setSendings((all) => all.filter((sending) => sending.key !== key));
  }

  async function send(file: File) {
    const key = nextKey.current++;
    leaving.current += 1;
    onBusy(true);
    const upload = uploadFile(file, address, personId, (share) => change(key, { share }));
    setSendings((all) => [...all, { key, name: file.name, share: 0, problem: "", upload }]);
    try {
      const arrived = await upload.arrived;
      drop(key);
      onChange((all) => [...all, arrived]);
      setSaid(`${arrived.name} est joint.`);
    } catch (reason) {
      if (reason instanceof DOMException) drop(key);
      else change(key, { upload: null, problem: reason instanceof Error ? reason.message : "" });
    }
    leaving.current -= 1;
    onBusy(leaving.current > 0);
  }

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = "";
    for (const file of chosen.slice(0, places)) void send(file);
    if (chosen.length > places) setSaid(`${most} fichiers au plus.`);
  }

  function remove(file: Attachment) {
    onChange((all) => all.filter(({ id: other }) => other !== file.id));
    setSaid(`${file.name} n’est plus joint.`);
    input.current?.focus();
  }

  function move(file: Attachment, by: -1 | 1) {
    onChange((all) => moved(all, file, by));
    setSaid(`${file.name} est maintenant en position ${files.indexOf(file) + by + 1} sur ${files.length}.`);
    // Browsers drop the focus of an element that is put elsewhere.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-file="${file.id}"] [data-move="${by}"]`)?.focus(),
    );
  }

  return (
    <div className="field">
      {(files.length > 0 || sendings.length > 0) && (
        <ul aria-label="Fichiers joints" className="files" ref={list}>
          {files.map((file, index) => (
            <li className="file" data-file={file.id} key={file.id}>
              <input name="files[]" type="hidden" value={file.id} />
              <Icon name={fileIcon(file.mediaType)} />
              <a className="file-name" href={`${address}/${file.id}?personne=${personId}`} target="_blank">
                {file.name}
              </a>
              <span className="attachment-size">{fileDetail(file)}</span>
              <span className="file-tools">
                {files.length > 1 && (
                  <>
                    <IconButton
                      aria-disabled={index === 0 || undefined}
                      data-move={-1}
                      icon="arrow-up"
                      label={`Monter ${file.name}`}
                      onClick={() => index > 0 && move(file, -1)}
                      size="small"
                    />
                    <IconButton
                      aria-disabled={index === files.length - 1 || undefined}
                      data-move={1}
                      icon="arrow-down"
                      label={`Descendre ${file.name}`}
                      onClick={() => index < files.length - 1 && move(file, 1)}
                      size="small"
                    />
                  </>
                )}
                <IconButton icon="trash" label={`Retirer ${file.name}`} onClick={() => remove(file)} size="small" />
              </span>
            </li>
          ))}
          {sendings.map(({ key, name, share, problem, upload }) => (
            <li className="file" key={key}>
              <Icon name={problem ? "triangle-alert" : "upload"} />
              <span className="file-name">
                {name}
                {problem ? (
                  <span className="file-problem" role="alert">
                    {problem}
                  </span>
                ) : (
                  <progress aria-label={`Envoi de ${name}`} className="progress" max={1} value={share} />
                )}
              </span>
              {!problem && <span className="attachment-size">{formatPercent(share, 0)}</span>}
              <Button onClick={() => (problem ? drop(key) : upload?.cancel())} size="small" variant="quiet">
                {problem ? "Fermer" : "Annuler"}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <label
        className="button file-add"
        data-disabled={places <= 0 || undefined}
        data-size="small"
        data-variant="secondary"
      >
        <Icon name="paperclip" />
        Joindre des fichiers
        <input
          accept={ACCEPTED_EXTENSIONS.join(",")}
          aria-describedby={`${id}-aide`}
          className="visually-hidden"
          disabled={places <= 0}
          id={id}
          multiple
          onChange={choose}
          ref={input}
          type="file"
        />
      </label>
      <p className="field-hint" id={`${id}-aide`}>
        {`PDF, images, sons, vidéos, documents : ${formatBytes(MAX_FILE_BYTES)} et ${most} fichiers au plus.`}
      </p>
      <span className="visually-hidden" role="status">
        {said}
      </span>
      <FieldError error={error} id={id} />
    </div>
  );
}
