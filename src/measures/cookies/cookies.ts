import type { ProbeAnswer } from '../../types/proof';

/** A cookie as an answer sets it. Its value is for sending it back, never for showing. */
export interface Cookie {
  name: string;
  value: string;
  /** By lower-case name. */
  attributes: Map<string, string>;
}

/** The cookies that an answer sets. */
export function cookiesOf({ headers }: ProbeAnswer): Cookie[] {
  return [headers['set-cookie'] ?? []].flat().map((line) => {
    const [pair = '', ...attributes] = line.split(';');
    const [name, value] = halves(pair);
    return { name, value, attributes: new Map(attributes.map(halves).map(([key, each]) => [key.toLowerCase(), each])) };
  });
}

function halves(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** By its name it stands for a login. What protects forms must be readable for scripts in some schemes. */
export const isAuthority = ({ name, value }: Cookie): boolean =>
  value !== '' &&
  /sess|(^|[._-])sid\b|auth|token|jwt|login|remember|identity/i.test(name) &&
  !/csrf|xsrf|nonce|lang/i.test(name);
