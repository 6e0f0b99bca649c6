import type { Facts } from './types';

/** The commands of a script, one each: a rough reading, which takes more for commands than there are. */
export const commandsOf = (script: string): string[] =>
  script
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n|&&|\|\||[;|&()]/)
    .map((command) =>
      command
        .replace(/^[\s!{]+|\s+$/g, '')
        .replace(/^(?:(?:if|then|else|elif|do|while|time|exec|sudo|env)\s+|[A-Za-z_]\w*=\S*\s+)+/, ''),
    )
    .filter((command) => command !== '' && !command.startsWith('#'));

/** What talks to the repository by git, or may. */
const REMOTE =
  /^(?:git\s+(?:-\S+\s+)*(?:push|fetch|pull|clone|submodule|ls-remote|remote)\b|gh\b|hub\b)|\b(?:gh-pages|semantic-release|release-it|standard-version|commit-and-tag-version|lerna|np|changeset|nx|auto|angular-cli-ghpages|docusaurus|mike|release-please|heroku)\b|\b(?:npm|yarn|pnpm)\s+version\b/;
/** Programs of the project's own: what they do, only they know. */
const OWN =
  /^(?:\.{0,2}\/\S|(?:ba|z)?sh\s|source\s|\.\s|node\s|python3?\s|ruby\s|perl\s|deno\s|bun\s+\S+\.[jt]s|tsx\s|ts-node\s|zx\s|make\b|just\b|task\b|gulp\b|grunt\b|\$)/;
const SCRIPT =
  /^(?:(?:npm|pnpm|yarn|bun)\s+(?:--\S+\s+)*run(?:-script)?\s+(?:-\S+\s+)*([\w:./-]+)|(?:npm|pnpm|yarn|bun)\s+(?:-\S+\s+)*([\w:-]+))/;

/** Whether a script uses the credentials that git has in the checkout. */
export function gitUse(script: string, facts: Facts, seen: ReadonlySet<string> = new Set()): 'no' | 'perhaps' | 'yes' {
  const uses = commandsOf(script).map((command): 'no' | 'perhaps' | 'yes' => {
    if (REMOTE.test(command)) return 'yes';
    const [, run, name = run] = SCRIPT.exec(command) ?? [];
    const own =
      name !== undefined && Object.hasOwn(facts.scripts, name) && !seen.has(name) ? facts.scripts[name]! : null;
    if (own !== null) return gitUse(own, facts, new Set([...seen, name!]));
    return (run !== undefined && !seen.has(run)) || OWN.test(command) ? 'perhaps' : 'no';
  });
  return uses.includes('yes') ? 'yes' : uses.includes('perhaps') ? 'perhaps' : 'no';
}
