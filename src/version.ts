import { readFileSync } from 'node:fs';

declare const TEMPERED_VERSION: string | undefined;

/** What is running, for reports and the record. The bundler puts the version in; from the sources it is read. */
export const tool = {
  name: 'tempered',
  version: typeof TEMPERED_VERSION === 'string' ? TEMPERED_VERSION : versionFromPackage(),
};

function versionFromPackage(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
