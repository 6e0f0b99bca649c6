import { Flow } from '../../../codemods/lib/flow/flow';
import { passwordPlaces, type PasswordPlace, type Renewal } from '../../../codemods/lib/passwords/mend';
import { checksOtherwise } from '../../../codemods/lib/passwords/other-checks';
import { isSuppressed, suppressibleLines, suppressionsOf } from '../../../codemods/lib/suppress';
import { requestShape } from '../../frameworks/index';
import type { Project } from '../../types';
import { oncePerProject } from '../once';
import { scanned } from '../scanned';
import { hashesInModels } from './facts';

/** The rules whose findings are mended together: what is stored in a new way has to be checked in a new way. */
export const HASHING = ['passwords/fast-hash', 'passwords/plain-text', 'passwords/plain-comparison'];

/** What can be mended of how a package stores and checks passwords, all of it seen together. */
export interface Mending {
  /** By file: the offsets of the findings that the fix takes away. */
  places: Map<string, Set<number>>;
  renewal: Renewal | null;
  /** New passwords are stored in the new way: every check understands it. */
  stores: boolean;
}

export const mendingOf = oncePerProject((project): Mending => {
  const renewal = renewalOf(project);
  const found: [file: string, place: PasswordPlace][] = [];
  let isChecked = true;
  const mayHold = (text: string): boolean => /assw|pwd|\bpass\b|psw/i.test(text);
  // With a hook of the model, or with nothing that says how a row is renewed, it is left to people.
  if (renewal && !hashesInModels(project))
    scanned(project, mayHold).each(({ module }) => {
      if (/(maxlength|maxLength|STRING\(\s*\d{1,2}\s*\)|len:)/.test(module.text) && isModel(module.text))
        isChecked = false;
      const suppressions = suppressionsOf(module.text);
      const flow = new Flow(module, project.resolver, requestShape(project.framework));
      const places = passwordPlaces(flow, renewal);
      if (checksOtherwise(flow, places)) isChecked = false;
      for (const place of places) {
        const lines = suppressibleLines(module, place.node);
        const isLeft = HASHING.some((rule) => isSuppressed(suppressions, rule, lines));
        if (place.mend && !isLeft) found.push([module.path, place]);
        else if (place.kind !== 'store') isChecked = false;
      }
    });
  const stores = isChecked && found.some(([, { kind }]) => kind === 'compare');
  const places = new Map<string, Set<number>>();
  // A login that is mended renews what is stored: where another check would not know the new hash, all is left to people.
  for (const [file, { node }] of stores ? found : [])
    places.set(file, (places.get(file) ?? new Set()).add(node.start!));
  return { places, renewal, stores };
});

/** Where columns are declared, one too short for the new hash may be among them. */
const isModel = (text: string): boolean => /\bSchema\(|\.define\(|\.init\(|DataTypes|@(Column|Prop|Table)\b/.test(text);

function renewalOf({ manifest: { dependencies } }: Project): Renewal | null {
  if (dependencies['mongoose'] && !dependencies['sequelize']) return 'mongoose';
  return dependencies['sequelize'] && !dependencies['mongoose'] ? 'sequelize' : null;
}

/**
 * The package that hashes: one that is installed already, otherwise bcryptjs. It is JavaScript alone, so that it runs
 * wherever the app does: the binary that argon2 0.45.1 brings for Linux on x64 crashed Node.js 20 where it was tried.
 */
export function hashLibrary({ manifest: { dependencies } }: Project): 'argon2' | 'bcrypt' | 'bcryptjs' {
  return (['argon2', 'bcrypt', 'bcryptjs'] as const).find((name) => dependencies[name] !== undefined) ?? 'bcryptjs';
}
