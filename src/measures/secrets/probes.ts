import type { Ending, Probe, ProbeAnswer, ProbeTarget, Skip, Verdict } from '../../types/proof';
import { fail, isHtml, pass, skip, statusOf, together } from '../expect';

const OWASP = 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';
/** Files that a deployment often leaves behind, each with what only such a file contains. */
const FILES: [path: string, content: RegExp][] = [
  ['/.env', /^\s*(export\s+)?[A-Z][A-Z0-9_]*\s*=/m],
  ['/.env.production', /^\s*(export\s+)?[A-Z][A-Z0-9_]*\s*=/m],
  ['/.git/config', /^\[core\]/m],
  ['/.npmrc', /_authToken|^registry\s*=/m],
];

/** The environment as a whole, as JSON, util.inspect or a shell writes it. */
const ENVIRONMENT = /["']?\b(PATH|HOME)["']?\s*[:=]\s*["']?\//;

export const secretsProbes: Probe[] = [
  {
    kind: 'start',
    id: 'secrets/missing',
    attack: 'Run without the secrets that it needs',
    proves: 'The app refuses to start, and says what is missing, before it serves anybody.',
    cwe: 'CWE-453',
    reference: OWASP,
    without: (target) => {
      if (target.answers['secrets.missing'] === 'warn')
        return skip('a warning is what was asked for (secrets.missing)');
      return target.required.length > 0 ? target.required : skip('the app demands no variable');
    },
    judge: refusesToStart,
  },
  {
    kind: 'start',
    id: 'secrets/in-log',
    attack: 'Find a secret in what it says at start',
    proves: 'Values of secrets stay out of the log.',
    cwe: 'CWE-532',
    reference: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    without: ({ canaries }) => (canaries.length > 0 ? [] : skip('no secret was made up for this run')),
    judge: ({ output }, { canaries }) =>
      ENVIRONMENT.test(output) || canaries.some((canary) => output.includes(canary))
        ? fail('a secret is in the log')
        : pass('none'),
  },
  {
    kind: 'http',
    risk: 'safe',
    id: 'secrets/download',
    attack: 'Download its .env and .git',
    proves: 'Files with secrets are not among those that are served.',
    cwe: 'CWE-538',
    reference:
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    requests: () => FILES.map(([path]) => ({ path })),
    judge: ({ answers }) => together(answers.map(isKept)),
  },
];

function refusesToStart({ listened, code, output }: Ending, { required }: ProbeTarget): Verdict {
  if (listened) return fail('it starts all the same');
  if (ENVIRONMENT.test(output)) return fail('it prints its whole environment');
  if (code === 0) return fail('it ends as if all was well (code 0)');
  const named = required.find((name) => output.includes(name));
  return named ? pass(`code ${code ?? 'none'}, names ${named}`) : fail(`code ${code ?? 'none'}, without a name`);
}

function isKept(answer: ProbeAnswer): Verdict | Skip {
  const content = FILES.find(([path]) => path === answer.request.path)![1];
  const found = answer.status === 200 && !isHtml(answer) && content.test(answer.text);
  return found
    ? fail(`200 for ${answer.request.path}`)
    : pass(answer.status === 200 ? '200, something else' : statusOf(answer));
}
