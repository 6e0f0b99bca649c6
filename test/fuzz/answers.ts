import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detect } from '../../src/commands/detect';
import { UserError } from '../../src/errors';
import { measures } from '../../src/measures/index';
import { rowFor } from '../../src/frameworks/index';
import type { Answers, AnswerValue, Project, Question } from '../../src/types';
import { writeFiles } from '../temporary';
import { HOSTILE } from './hostile';
import { randomOf, type Random } from './random';
import { everything, type Outcome, stageAll } from './run-case';
import { type Files, seeds } from './seeds';

const NUMBERS = [
  '0',
  '-1',
  '1',
  '1.5',
  '1e9',
  '9007199254740993',
  'NaN',
  'Infinity',
  '0x10',
  '',
  ' 5 ',
  '١',
  '2147483647',
];
const TEXTS = ['https://a.example', '/csp', 'camera, microphone', 'main', 'release/1.x', '15m', 'true', 'yes', 'no'];

/** Runs a set of answers, by its seed, against an app of some framework; the apps are read once. */
export async function answerSets(): Promise<{ run: (seed: number) => Promise<Outcome>; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tempered fuzz '));
  const projects: Project[] = [];
  for (const [index, files] of apps().entries()) {
    const root = join(folder, String(index));
    await writeFiles(root, files);
    projects.push(await detect(root, { only: [], skip: [] }));
  }
  return {
    run: (seed) => runAnswers(randomOf(seed), projects),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Apps with a login, with tokens, with CORS: every question has something to change. */
const apps = (): Files[] => seeds.filter((files) => /plain/.test(files['package.json'] ?? '') || 'cors.js' in files);

async function runAnswers(random: Random, projects: Project[]): Promise<Outcome> {
  const project = random.pick(projects);
  const questions = measures
    .filter(({ bindings }) => !bindings || rowFor(bindings, project.framework))
    .flatMap((measure) => measure.questions(project));
  const asked = Array.from({ length: 1 + random.int(4) }, () => random.pick(questions));
  const set = asked.map((question) => `${question.id}=${answerTo(question, random)}`);
  try {
    const changes = random.chance(0.5)
      ? await stageAll(project, { ...everything, set })
      : await stageAll(recorded(project, asked, random), everything);
    return changes.length > 0 ? 'changed' : 'nothing to do';
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

function answerTo({ kind, options, default: usual }: Question, random: Random): string {
  if (random.chance(0.4)) return String(usual);
  if (random.chance(0.3)) return random.pick(HOSTILE);
  if (kind === 'number') return random.pick(NUMBERS);
  return options && random.chance(0.7) ? random.pick(options).value : random.pick(TEXTS);
}

/** The same answers, as somebody wrote them into the record. */
function recorded(project: Project, questions: Question[], random: Random): Project {
  const answers: Answers = Object.fromEntries(
    questions.map((question) => [question.id, typed(question, answerTo(question, random), random)]),
  );
  const record = { schemaVersion: 1, tempered: '0.1.0', securityFolder: 'security', answers, measures: {}, files: {} };
  return { ...project, record: record as Project['record'] };
}

function typed({ kind }: Question, text: string, random: Random): AnswerValue {
  if (random.chance(0.1)) return random.pick([true, 5, -1, 1e300]);
  if (kind === 'number') return Number(text);
  return kind === 'confirm' ? text === 'true' : text;
}
