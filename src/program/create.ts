import { type Command, Option } from 'commander';
import { answers, GROUP, io, listed, manager } from './options';

export function addCreate(root: Command): void {
  root
    .command('create [dir]')
    .description('a new app that is hardened from its first commit')
    .optionsGroup(GROUP.project)
    .option('--framework <name>', 'express, fastify, koa, nestjs or hono')
    .addOption(new Option('--language <language>', 'of its sources').choices(['ts', 'js']))
    .addOption(manager('npm, or the one that runs this'))
    .optionsGroup(GROUP.measures)
    .addOption(listed('--only <measures>', 'only these measures (commas between)'))
    .addOption(listed('--skip <measures>', 'all but these measures'))
    .addOption(answers())
    .optionsGroup(GROUP.run)
    .option('--yes', 'take the defaults: TypeScript, and every recommended measure')
    .option('--dry-run', 'print the files as a diff and write nothing')
    .option('--no-install', 'install nothing, and so run no tests')
    .option('--no-git', 'make no repository and no commit')
    .optionsGroup(GROUP.output)
    .addOption(new Option('--format <format>', 'how results are printed').choices(['table', 'json']).default('table'))
    .option('--quiet', 'print results only')
    .action(async (directory: string | undefined, options) => {
      const { create } = await import('../commands/create');
      process.exitCode = await create(directory, options, await io());
    });
}
