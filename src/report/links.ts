/** The page of a weakness: `CWE-79`. */
export function cweLink(cwe: string): string | null {
  const number = /^CWE-(\d+)$/.exec(cwe)?.[1];
  return number === undefined ? null : `https://cwe.mitre.org/data/definitions/${number}.html`;
}

/** A reference that is an address is shown by its host; any other is text. */
export function referenceLink(reference: string): { name: string; address: string | null } {
  if (!/^https:\/\/[\w.-]+(?:\/[\w./?=&#%~,;:+-]*)?$/.test(reference)) return { name: reference, address: null };
  return { name: new URL(reference).host, address: reference };
}
