import { credentialsIn, isPlaceholder, isSecretName, isSecretValue, signs } from '../../../codemods/lib/secrets/names';
import { knownToken } from '../../../codemods/lib/secrets/tokens';

/** A variable of an env file whose value is a secret, with the offset of its line. */
interface EnvSecret {
  name: string;
  start: number;
  end: number;
}

const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:][ \t]*(?:'([^']*)'|"([^"]*)"|`([^`]*)`|([^\s#][^\n#]*)?)/gm;

/** The secrets of an env file: not what is empty, there to be filled in, or made of other variables. */
export function envSecrets(text: string): EnvSecret[] {
  return [...text.matchAll(LINE)].flatMap((match): EnvSecret[] => {
    const [line, name = '', ...quoted] = match;
    const value = (quoted.find((each) => each !== undefined) ?? '').trim();
    return isReal(name, value) ? [{ name, start: match.index, end: match.index + line.length }] : [];
  });
}

/** A key for signing is one even where it reads like a text to fill in only if it is long: a sample's is short. */
function isReal(name: string, value: string): boolean {
  if (value.length < 4 || value.includes('${') || /^\$[A-Z_]\w*$/i.test(value)) return false;
  if (knownToken(value) !== null || credentialsIn(value) !== null) return true;
  if (!isSecretName(name) || isPlaceholder(value)) return false;
  return signs(name) ? value.length >= 8 && isSecretValue(name, value) : isSecretValue(name, value);
}
