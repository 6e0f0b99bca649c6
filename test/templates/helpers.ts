import { createRequire } from 'node:module';
import path from 'node:path';
import { renderTemplate } from '../../src/edits/template';
import { temporaryFolder } from '../temporary';
import { forms, ownStyle } from './workshop';

/** Loads a small generated module as users have it, in CommonJS. */
export async function loadHelper<Exports>(template: string): Promise<Exports> {
  const text = renderTemplate(template, {}, forms['js-cjs'].form, ownStyle);
  const folder = await temporaryFolder({ 'helper.js': text });
  return createRequire(path.join(folder, 'x.js'))('./helper.js') as Exports;
}
