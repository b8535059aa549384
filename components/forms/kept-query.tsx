/**
 * What an address says already, as hidden fields of a form that reads: browsers drop the query of such a form's address, and with it the
 * person one acts as and the year of an archive.
 * @param href the address that the form answers at, with its query.
 */
export function KeptQuery({ href }: { href: string }) {
  const [, query = ""] = href.split("?");
  return [...new URLSearchParams(query)].map(([name, value]) => (
    <input key={name} name={name} type="hidden" value={value} />
  ));
}
