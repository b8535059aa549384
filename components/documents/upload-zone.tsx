"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { type Place, sendFile, type Upload } from "@/components/documents/upload";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { MAX_DOCUMENT_BYTES } from "@/lib/documents/rules";
import { ACCEPTED_EXTENSIONS } from "@/lib/files/rules";
import { formatBytes, formatPercent } from "@/lib/time/format";

/** A file that is leaving, or that was refused. */
interface Sending {
  key: number;
  name: string;
  share: number;
  isWaiting: boolean;
  problem: string;
  upload: Upload | null;
}

/**
 * Where files are dropped or chosen; they leave at once, with their progress. Without script, a form of the browser with one file.
 */
export function UploadZone({ place, formAddress }: { place: Place; formAddress: string }) {
  const router = useRouter();
  const nextKey = useRef(0);
  // One after the other: a school's line is narrow, and each then ends as early as it can.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [isOver, setOver] = useState(false);
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [said, setSaid] = useState("");

  function change(key: number, values: Partial<Sending>) {
    setSendings((all) => all.map((sending) => (sending.key === key ? { ...sending, ...values } : sending)));
  }

  function drop(key: number) {
    setSendings((all) => all.filter((sending) => sending.key !== key));
  }

  function enqueue(files: readonly File[]) {
    for (const file of files) {
      const key = nextKey.current++;
      let isCancelled = false;
      const cancel = () => {
        isCancelled = true;
        drop(key);
      };
      const queued = { arrived: Promise.resolve(""), cancel };
      setSendings((all) => [...all, { key, name: file.name, share: 0, isWaiting: false, problem: "", upload: queued }]);
      queue.current = queue.current.then(() => (isCancelled ? undefined : send(key, file)));
    }
  }

  async function send(key: number, file: File) {
    const upload = sendFile(file, place, (progress) => change(key, progress));
    change(key, { upload });
    try {
      const name = await upload.arrived;
      drop(key);
      setSaid(`${name} est ajouté.`);
      router.refresh();
    } catch (reason) {
      if (reason instanceof DOMException) drop(key);
      else change(key, { upload: null, problem: reason instanceof Error ? reason.message : "" });
    }
  }

  function dropped(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    enqueue([...event.dataTransfer.files]);
  }

  return (
    <form
      action={formAddress}
      className="upload-zone"
      data-over={isOver || undefined}
      encType="multipart/form-data"
      method="post"
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDrop={dropped}
    >
      <label className="button upload-choose" data-variant="primary">
        <Icon name="upload" />
        Ajouter des fichiers
        <input
          accept={ACCEPTED_EXTENSIONS.join(",")}
          aria-describedby="envoi-aide"
          className="visually-hidden"
          multiple
          name="file"
          onChange={(event) => {
            enqueue([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
          type="file"
        />
      </label>
      <p className="field-hint" id="envoi-aide">
        <span className="needs-script">{`Ou déposez-les ici. PDF, images, sons, vidéos, documents\u202f: ${formatBytes(MAX_DOCUMENT_BYTES)} au plus.`}</span>
        <span className="without-script">{`Un fichier à la fois, 25\u00a0Mo au plus.`}</span>
      </p>
      <Button className="without-script" type="submit">
        Envoyer
      </Button>
      {sendings.length > 0 && (
        <ul aria-label="Envois" className="sendings">
          {sendings.map(({ key, name, share, isWaiting, problem, upload }) => (
            <li className="sending" key={key}>
              <Icon name={problem ? "triangle-alert" : "upload"} />
              <span className="sending-name">
                {name}
                {problem ? (
                  <span className="sending-problem" role="alert">
                    {problem}
                  </span>
                ) : (
                  <progress aria-label={`Envoi de ${name}`} className="progress" max={1} value={share} />
                )}
                {isWaiting && !problem && <span role="status">En attente du réseau…</span>}
              </span>
              {!problem && <span className="sending-share">{formatPercent(share, 0)}</span>}
              <Button onClick={() => (problem ? drop(key) : upload?.cancel())} size="small" variant="quiet">
                {problem ? "Fermer" : "Annuler"}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </form>
  );
}
