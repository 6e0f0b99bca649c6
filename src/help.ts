import type { Command } from 'commander';

/** What it is for, and how it is written; nothing wider than a terminal of 60 columns. */
type Example = [purpose: string, line: string];

/** By command; '' is tempered itself. */
const EXAMPLES: Record<string, Example[]> = {
  '': [
    ['ask about everything, show the diff, write, prove', 'npx tempered'],
    ['only look: what is weak, and where', 'npx tempered check'],
    ['take back what the last run wrote', 'npx tempered undo'],
  ],
  harden: [
    ['see what would be written', 'tempered harden --dry-run'],
    ['without questions, without starting the app', 'tempered harden --yes --no-verify'],
    ['two measures, with an answer', 'tempered harden --only headers,cors \\\n    --set headers.csp=enforce'],
    ['mend by rule what may change behaviour', 'tempered harden --yes --fix cookies/no-secure'],
    ['take a measure out again', 'tempered harden --remove monitoring'],
  ],
  check: [
    ['fail a build on anything medium or worse', 'tempered check --fail-on medium'],
    ['for code scanning', 'tempered check --format sarif --output tempered.sarif'],
    ['dependencies and the git history, too', 'tempered check --deps --history'],
    ['from now on, report what is new', 'tempered check --write-baseline'],
  ],
  verify: [
    ['start the app and attack it', 'tempered verify'],
    ['with settings of its own', 'tempered verify --env-file .env.test'],
    ['one that already runs on this machine', 'tempered verify --url http://127.0.0.1:3000'],
    ['as a page', 'tempered verify --format html --output proof.html'],
  ],
  create: [
    ['ask what the app is', 'tempered create my-api'],
    ['without questions', 'tempered create my-api --yes --framework fastify'],
  ],
  undo: [
    ['see what would be put back', 'tempered undo --dry-run'],
    ['without questions', 'tempered undo --yes'],
  ],
  explain: [
    ['a rule that check has named', 'tempered explain cors/any-origin'],
    ['a measure', 'tempered explain rate-limit'],
  ],
  completion: [
    ['bash: for this shell only', 'source <(tempered completion bash)'],
    ['zsh: a file in a folder of $fpath', 'tempered completion zsh > ~/.zfunc/_tempered'],
    ['fish', 'tempered completion fish \\\n    > ~/.config/fish/completions/tempered.fish'],
  ],
};

/** Puts examples below the help of every command. */
export function addExamples(root: Command): void {
  for (const command of [root, ...root.commands]) {
    const examples = EXAMPLES[command === root ? '' : command.name()] ?? [];
    const lines = examples.map(([purpose, line]) => `  # ${purpose}\n  ${line}`);
    if (lines.length > 0) command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  }
}
