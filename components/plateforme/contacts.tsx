import { Avatar } from "@/components/ui/avatar";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import type { PlatformContact } from "@/lib/plateforme/types";
import { formatInitials, formatName } from "@/lib/time/format";

/** Whom a school turns to, above itself; nothing when nobody is there. */
export function PlatformContacts({ contacts }: { contacts: readonly PlatformContact[] }) {
  if (contacts.length === 0) return null;
  return (
    <Section
      className="mt-9"
      id="plateforme"
      note="Ces personnes ont créé l’établissement ici. Elles ne lisent rien de ce qui s’y passe."
      title="Vos interlocuteurs de la plateforme"
    >
      <List className="rows-wordy">
        {contacts.map((contact) => (
          <Row
            aside={contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
            before={<Avatar initials={formatInitials(contact)} />}
            key={contact.id}
            title={formatName(contact)}
          >
            {contact.organizationName ?? "Toute la plateforme"}
          </Row>
        ))}
      </List>
    </Section>
  );
}
