import { Command, Option } from 'commander';
import { addExamples } from './help';
import { addCheck } from './program/check';
import { addCompletion } from './program/completion';
import { addCreate } from './program/create';
import { addExplain } from './program/explain';
import { addHarden } from './program/harden';
import { GROUP } from './program/options';
import { addUndo } from './program/undo';
import { addVerify } from './program/verify';
import { tool } from './version';

/** The help lists them in this order. */
const COMMANDS = [addHarden, addCheck, addVerify, addCreate, addUndo, addExplain, addCompletion];

/** Every command with its options; what a command ends with becomes the exit code of the process. */
export function program(): Command {
  const root = new Command('tempered')
    .description('Hardens Node.js backends: audits, edits, and records what it did.')
    .optionsGroup(GROUP.output)
    .version(tool.version, '-V, --version', 'print the version')
    .addHelpOption(new Option('-h, --help', 'print this').helpGroup(GROUP.output))
    // A terminal of 60 columns leaves the descriptions 32.
    .configureHelp({ minWidthToWrap: 24 })
    .showHelpAfterError('(tempered --help shows what there is)')
    .exitOverride();
  for (const add of COMMANDS) add(root);
  addExamples(root);
  return root;
}
