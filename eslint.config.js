// The import rules of the architecture: which folder may know which. test/architecture.test.ts proves that they bite.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const folders = [
  'commands',
  'steps',
  'edits',
  'project',
  'frameworks',
  'measures',
  'report',
  'ui',
  'cli',
  'program',
  'types',
  'errors',
  'wrap',
];
const everything = [...folders, 'codemods', 'codemods/lib'];

const TERMINAL = '(?:@clack/.*|picocolors|yoctocolors|chalk|kleur|colorette|ansis|ansi-colors)';
const WORLD =
  '(?:node:)?(?:fs|net|http|https|http2|dns|tls|child_process|readline|worker_threads)(?:/.*)?|fs-extra|execa';

/** Imports that climb out of a folder of src into one of these; `codemods` means its transforms, not its lib. */
const into = (names) =>
  `^(?:\\.\\./)+(?:${names.map((name) => (name === 'codemods' ? 'codemods(?!/lib)' : name)).join('|')})(?:/|$)`;

/**
 * The rules of one layer: which folders it may import, of which it may import types only, and which packages are not its
 * business. Dynamic imports follow the same rules.
 */
function layer({ files, may = [], types = [], forbidden, typeOnly, packages, terminal = false, why }) {
  const paths = forbidden ?? into(everything.filter((name) => !may.includes(name) && !types.includes(name)));
  const onlyTypes = typeOnly ?? (types.length > 0 ? into(types) : undefined);
  const typed = onlyTypes ? [{ regex: onlyTypes, allowTypeImports: true, message: `${why} (Types only.)` }] : [];
  const named = [
    ...(packages ? [{ regex: `^(?:${packages})$`, message: why }] : []),
    ...(terminal ? [] : [{ regex: `^${TERMINAL}$`, message: 'Only src/ui talks to the terminal and knows colours.' }]),
  ];
  const patterns = [{ regex: paths, message: why }, ...typed, ...named];
  const dynamic = patterns.map(({ regex, message }) => ({
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
    message,
  }));
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': ['error', ...dynamic],
    },
  };
}

const layers = [
  layer({
    files: ['codemods/**/*.ts'],
    forbidden: '/src/',
    packages: WORLD,
    why: 'Codemods import nothing of src and touch nothing but the text they get.',
  }),
  layer({
    files: ['src/types/**/*.ts'],
    // Each other's, and types of the syntax tree and of what codemods/lib reads off it.
    forbidden: '^(?!@babel/types$|(?:\\.\\./)+codemods/lib/|\\./[a-z]+$)',
    typeOnly: '^(?:@babel/types$|(?:\\.\\./)+codemods/lib/|\\./[a-z]+$)',
    why: 'types, errors and wrap import nothing.',
  }),
  layer({ files: ['src/errors.ts', 'src/wrap.ts'], forbidden: '.', why: 'types, errors and wrap import nothing.' }),
  layer({
    // `errors` is the name of a measure as well, so the path alone cannot tell the two apart.
    files: ['src/measures/**/*.ts', 'src/frameworks/**/*.ts'],
    may: ['types', 'errors', 'codemods/lib', 'frameworks'],
    types: ['project'],
    packages: WORLD,
    why: 'Measures and frameworks are data and pure functions: types, types of project, and codemods/lib.',
  }),
  layer({
    files: ['src/edits/**/*.ts'],
    may: ['types', 'errors', 'codemods', 'codemods/lib'],
    why: 'Edits import types and codemods.',
  }),
  layer({
    files: ['src/project/**/*.ts'],
    may: ['types', 'errors', 'codemods/lib', 'frameworks'],
    why: 'The model of a project imports types, frameworks and codemods/lib.',
  }),
  layer({
    files: ['src/steps/**/*.ts'],
    may: everything.filter((name) => !['ui', 'commands', 'cli', 'program'].includes(name)),
    why: 'Steps import everything but ui and commands.',
  }),
  layer({ files: ['src/report/**/*.ts'], may: ['types', 'errors', 'wrap'], why: 'Reports import types.' }),
  layer({
    files: ['src/ui/**/*.ts'],
    may: ['types', 'errors', 'wrap'],
    terminal: true,
    why: 'The interface imports types.',
  }),
  layer({
    files: ['src/commands/**/*.ts'],
    may: everything.filter((name) => !['cli', 'program'].includes(name)),
    why: 'Nothing imports the command line.',
  }),
];

export default defineConfig(
  {
    // What attackers profit from, and what hides mistakes. What stands below has the last word.
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-extend-native': 'error',
    },
  },
  globalIgnores([
    'dist*/',
    'site/dist/',
    'site/.vitepress/cache/',
    'coverage/',
    'samples/',
    'templates/',
    'test/projects/',
    'test/codemods/*/*/input.*',
    'test/codemods/*/*/output.*',
    'test/**/fixtures/',
  ]),
  {
    files: ['**/*.{ts,js,mjs}'],
    extends: [tseslint.configs.recommended],
    rules: {
      ...Object.fromEntries(
        [
          'no-constant-binary-expression',
          'no-control-regex',
          'no-empty',
          'no-fallthrough',
          'no-self-assign',
          'no-self-compare',
          'no-unreachable',
          'no-unsafe-finally',
          'no-unused-labels',
          'no-useless-escape',
        ].map((rule) => [rule, 'error']),
      ),
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    files: ['src/**/*.ts', 'codemods/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Only src/cli.ts ends the process.' },
      ],
    },
  },
  ...layers,
  { files: ['src/cli.ts', 'src/ui/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['src/cli.ts'], rules: { 'no-restricted-properties': 'off' } },
);
