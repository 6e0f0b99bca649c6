/** What may be run of somebody's workflow: an audit and what is made of its exit code, and nothing beside. */

const FLAG = String.raw`(?: --?[\w-]+(?:=[\w.-]+)?| --(?:audit-level|severity|level|omit|groups|environment) [\w-]+)`;
const TOOL = String.raw`(?:npx --yes (?:--ignore-scripts=false )?(?:-p @yarnpkg/cli-dist@[\d.]+ )?)?(?:npm|pnpm|yarn|bun)(?:@[\d.]+)?`;
const AUDIT = `${TOOL}(?: npm)? audit${FLAG}*`;

const LINES = [
  new RegExp(String.raw`^${AUDIT}(?: \|\| (?:true|exit \d+|status=\$\?))?$`),
  new RegExp(String.raw`^report=\$\((?:${AUDIT}|true)\)(?: \|\| status=\$\?)?$`),
  /^if \[ "\$status" -(?:ne|eq) \d+ \](?: && ! grep -q '[^']*' <<< "\$report")?; then$/,
  /^echo (?:"\$report"|'[^']*')$/,
  /^(?:status=\d+|exit \d+|set -[eux]+(?: -o pipefail)?|else|fi|true)$/,
];

/** Whether every line of a step, comments left out, is one that an audit of dependencies is made of. */
export const isPlain = (script: string): boolean =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .every((line) => LINES.some((pattern) => pattern.test(line)));

/** Variables that change how an audit speaks, but neither whom it asks nor what it runs. */
export const isHarmless = (name: string): boolean =>
  /^(?:npm_config_(?:ignore_scripts|audit_level|loglevel)|pnpm_config_pm_on_fail|CI|NO_COLOR|FORCE_COLOR)$/.test(name);
