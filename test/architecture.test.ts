import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { glob } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** Ids of the architecture's rules that a snippet breaks when it stands in that file. */
async function broken(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  const rules = (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
  return rules.filter((rule) => /restricted|console/.test(rule));
}

const imports = '@typescript-eslint/no-restricted-imports';

const refused: [why: string, file: string, code: string, rule: string][] = [
  ['a codemod imports src', 'codemods/x.ts', `import { a } from '../src/types';\na();`, imports],
  [
    'a codemod imports a type of src',
    'codemods/lib/x.ts',
    `import type { A } from '../../src/types';\nexport let a: A;`,
    imports,
  ],
  [
    'a codemod touches the disk',
    'codemods/x.ts',
    `import { readFileSync } from 'node:fs';\nreadFileSync('a');`,
    imports,
  ],
  ['types imports something', 'src/types/index.ts', `import { a } from '../errors';\na();`, imports],
  [
    'types imports a value of codemods/lib',
    'src/types/index.ts',
    `import { a } from '../../codemods/lib/resolve';\na();`,
    imports,
  ],
  ['errors imports a package', 'src/errors.ts', `import { a } from 'yaml';\na();`, imports],
  ['a framework imports a step', 'src/frameworks/x.ts', `import { a } from '../steps/detect';\na();`, imports],
  [
    'a measure imports a value of project',
    'src/measures/x/index.ts',
    `import { a } from '../../project/app';\na();`,
    imports,
  ],
  [
    'a measure imports a codemod',
    'src/measures/x/index.ts',
    `import { a } from '../../../codemods/mount';\na();`,
    imports,
  ],
  ['a measure imports an edit', 'src/measures/x/rules.ts', `import { a } from '../../edits/json';\na();`, imports],
  [
    'a measure touches the disk',
    'src/measures/x/index.ts',
    `import { readFileSync } from 'fs';\nreadFileSync('a');`,
    imports,
  ],
  ['an edit imports project', 'src/edits/x.ts', `import { a } from '../project/files';\na();`, imports],
  ['project imports a step', 'src/project/x.ts', `import { a } from '../steps/audit';\na();`, imports],
  ['project imports a measure', 'src/project/x.ts', `import { a } from '../measures';\na();`, imports],
  ['a step imports ui', 'src/steps/x.ts', `import { a } from '../ui/prompts';\na();`, imports],
  ['a step imports a command', 'src/steps/x.ts', `import { a } from '../commands/harden';\na();`, imports],
  ['a step imports ui when it runs', 'src/steps/x.ts', `await import('../ui/prompts');`, 'no-restricted-syntax'],
  ['a report imports a step', 'src/report/x.ts', `import { a } from '../steps/audit';\na();`, imports],
  ['ui imports project', 'src/ui/x.ts', `import { a } from '../project/app';\na();`, imports],
  ['a command imports the command line', 'src/commands/x.ts', `import '../cli';`, imports],
  ['a command imports the prompts', 'src/commands/x.ts', `import { text } from '@clack/prompts';\ntext();`, imports],
  ['a report imports colours', 'src/report/x.ts', `import pc from 'picocolors';\npc.red('a');`, imports],
  [
    'a command loads the prompts itself',
    'src/commands/x.ts',
    `await import('@clack/prompts');`,
    'no-restricted-syntax',
  ],
  ['a command ends the process', 'src/commands/x.ts', `process.exit(1);`, 'no-restricted-properties'],
  ['a step writes to the console', 'src/steps/x.ts', `console.log('a');`, 'no-console'],
];

const allowed: [why: string, file: string, code: string][] = [
  ['a codemod imports its lib', 'codemods/x.ts', `import { a } from './lib/parse';\na();`],
  [
    'types imports the types of the syntax tree',
    'src/types/index.ts',
    `import type { Node } from '@babel/types';\nexport let a: Node;`,
  ],
  [
    'types imports a type of codemods/lib',
    'src/types/index.ts',
    `import type { A } from '../../codemods/lib/resolve';\nexport let a: A;`,
  ],
  [
    'a measure imports a type of project',
    'src/measures/x/index.ts',
    `import type { A } from '../../project/app';\nexport let a: A;`,
  ],
  ['a measure imports a matcher', 'src/measures/x/rules.ts', `import { a } from '../../../codemods/lib/calls';\na();`],
  [
    'the registry imports the measure called errors',
    'src/measures/index.ts',
    `import { a } from './errors/index';\na();`,
  ],
  ['an edit imports a codemod', 'src/edits/x.ts', `import a from '../../codemods/mount';\na();`],
  [
    'a step imports measures and edits',
    'src/steps/x.ts',
    `import { a } from '../measures';\nimport { b } from '../edits/json';\na(b);`,
  ],
  ['ui imports the prompts', 'src/ui/x.ts', `import { text } from '@clack/prompts';\ntext();`],
  [
    'a command imports ui and steps',
    'src/commands/x.ts',
    `import { a } from '../ui/prompts';\nimport { b } from '../steps/plan';\na(b);`,
  ],
  ['the command line ends the process', 'src/cli.ts', `process.exit(1);`],
];

describe('import rules', () => {
  it.each(refused)('refuses that %s', async (_why, file, code, rule) => {
    expect(await broken(file, code)).toContain(rule);
  });

  it.each(allowed)('allows that %s', async (_why, file, code) => {
    expect(await broken(file, code)).toEqual([]);
  });
});

describe('framework ids', () => {
  it('are compared nowhere outside src/frameworks', async () => {
    const files = await glob(['src/**/*.ts', 'codemods/**/*.ts'], { cwd: root, ignore: ['src/frameworks/**'] });
    const compares =
      /[!=]==? *['"](express|fastify|koa|nestjs|hono)['"]|case +['"](express|fastify|koa|nestjs|hono)['"] *:/;
    const found = await Promise.all(
      files.map(async (file) => {
        const lines = (await readFile(path.join(root, file), 'utf8')).split('\n');
        return lines.flatMap((line, index) => (compares.test(line) ? [`${file}:${index + 1}`] : []));
      }),
    );
    expect(found.flat()).toEqual([]);
  });
});
