"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { KeptQuery } from "@/components/forms/kept-query";
import { Button } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/inputs";
import type { DirectoryFilter } from "@/lib/comptes/types";
import { profileWords } from "@/lib/comptes/wording";

/** Between two letters of somebody who types, and not longer than one notices. */
const PAUSE_MS = 200;

const states = [
  { value: "", label: "Présents" },
  { value: "ACTIVE", label: "Compte activé" },
  { value: "TO_ACTIVATE", label: "À activer" },
  { value: "ENDED", label: "Accès terminé" },
] as const;

/** The search of the directory: a plain form that finds; with JavaScript it finds while one types. */
export function SearchForm({
  action,
  filter,
  divisions,
}: {
  action: string;
  filter: DirectoryFilter;
  divisions: readonly { id: string; name: string }[];
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isSearching, startSearching] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);

  function search() {
    clearTimeout(timer.current);
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === "string" && value.trim()) query.set(name, value);
    }
    // The address stays what a reload, a bookmark or «back» needs; the fields keep the focus.
    startSearching(() => router.replace(`${action.split("?")[0]}?${query}`, { scroll: false }));
  }
  function searchSoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(search, PAUSE_MS);
  }

  return (
    <search>
      <form
        action={action}
        aria-busy={isSearching || undefined}
        className="directory-search"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
        ref={form}
      >
        <KeptQuery href={action} />
        <TextInput
          autoComplete="off"
          defaultValue={filter.text}
          fieldClassName="directory-text"
          label="Nom, prénom ou classe"
          name="texte"
          onChange={searchSoon}
          required={false}
          type="search"
        />
        <Select defaultValue={filter.profile ?? ""} label="Profil" name="profil" onChange={search}>
          <option value="">Tous</option>
          {Object.entries(profileWords).map(([profile, words]) => (
            <option key={profile} value={profile}>
              {words}
            </option>
          ))}
        </Select>
        <Select defaultValue={filter.divisionId ?? ""} label="Classe" name="classe" onChange={search}>
          <option value="">Toutes</option>
          {divisions.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          defaultValue={filter.state === "PRESENT" ? "" : filter.state}
          label="Compte"
          name="etat"
          onChange={search}
        >
          {states.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <Select defaultValue={filter.lastSignIn ?? ""} label="Dernière connexion" name="connexion" onChange={search}>
          <option value="">Toutes</option>
          <option value="NEVER">Jamais</option>
          <option value="30">Plus de 30 jours</option>
          <option value="90">Plus de 90 jours</option>
        </Select>
        <Button icon="search" type="submit" variant="primary">
          Chercher
        </Button>
      </form>
    </search>
  );
}
