import { blocksOf, ownPart } from '../../src/report/explain/blocks';
import { asCommonJs, smallest } from '../smallest';
import type { Files } from '../project/model/project';

/** A block of code of a rule's page. */
export interface Example {
  /** Its place in the project: what the page calls it, or `example.js`. */
  file: string;
  framework: string;
  text: string;
  /** Files beside it. */
  beside: Files;
}

/** A rule's page, as its tests read it. */
export interface Page {
  /** Why it matters: what stands in front of the examples. */
  why: string;
  /** The examples by heading: `Bad`, `Good`, `What it becomes`. */
  sections: Record<string, Example[]>;
}

/** What is no source is only a file of the project. */
const SOURCE = /^[^.].*\.[cm]?[jt]sx?$/;

export function readPage(page: string): Page {
  const sections: Record<string, Example[]> = {};
  let why = '';
  let beside: Files = {};
  let current: string | null = null;
  for (const block of blocksOf(ownPart(page)))
    if (block.kind === 'heading') {
      sections[(current = block.text)] = [];
      beside = {};
    } else if (current === null) why += block.kind === 'paragraph' ? `${block.text}\n` : '';
    else if (block.kind === 'code') {
      const example = exampleOf(block.info, block.text, beside);
      if (/\bbeside\b/.test(block.info)) beside = { ...beside, [example.file]: block.text };
      else sections[current]!.push(example);
    }
  return { why, sections };
}

function exampleOf(info: string, text: string, beside: Files): Example {
  const [language = '', ...rest] = info.split(/\s+/);
  const fields = Object.fromEntries(rest.map((field) => field.split('=') as [string, string]));
  const file = fields['title'] ?? `example.${language}`;
  const more = rest.includes('tracked') ? { ...beside, '.git/index': indexOf(file) } : beside;
  return { file, framework: fields['framework'] ?? 'express', text, beside: more };
}

/** The index of git that has one file. */
function indexOf(file: string): string {
  const entry = '\0'.repeat(61) + String.fromCharCode(file.length) + file;
  return `DIRC\0\0\0\u0002\0\0\0\u0001${entry}${'\0'.repeat(8 - (entry.length % 8))}`;
}

export const isSource = ({ file }: Example): boolean => SOURCE.test(file);

/** The project that an example stands in: beside the smallest app of its framework, or as the app itself. */
export function projectFiles({ file, framework, text, beside }: Example): Files {
  const found = smallest.find(([id]) => id === framework);
  if (!found) throw new Error(`No such framework: ${framework}`);
  const [, dependencies, code] = found;
  const typescript = /\.[cm]?tsx?$/.test(file);
  const esm = typescript || /\.m[jt]s$/.test(file) || (SOURCE.test(file) && /^\s*(import|export)\b/m.test(text));
  const isApp = SOURCE.test(file) && /\b(listen|serve)\(/.test(text);
  const app = isApp ? file : `app.${typescript ? 'ts' : 'js'}`;
  const manifest = { name: 'shop', ...(esm ? { type: 'module' } : {}), main: app, dependencies };
  return {
    'package.json': JSON.stringify(manifest),
    ...(typescript ? { 'tsconfig.json': TSCONFIG } : {}),
    ...(isApp ? {} : { [app]: (SOURCE.test(file) ? loading(file, esm) : '') + (esm ? code : asCommonJs(code)) }),
    ...beside,
    [file]: text,
  };
}

const TSCONFIG = JSON.stringify({
  compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext', esModuleInterop: true, strict: true },
});

/** The app's line that loads the example. */
function loading(file: string, esm: boolean): string {
  const from = `./${file.replace(/\.([cm]?)tsx?$/, '.$1js')}`;
  return esm ? `import '${from}';\n` : `require('${from.replace(/\.js$/, '')}');\n`;
}
