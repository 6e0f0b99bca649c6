import type { Workflow } from '../../codemods/lib/workflow/types';
import type { Dependabot } from '../../codemods/lib/workflow/watches';
import type { HookForm } from './edit';

/** `.gitlab-ci.yml` */
export interface Pipeline {
  path: string;
  text: string;
  /** Its own stages; null where it has the usual ones. */
  stages: string[] | null;
  /** It includes other files already. */
  includes: boolean;
}

export interface RepositoryFiles {
  /** Absolute folder of the git work tree, or null. */
  gitRoot: string | null;
  /** What runs before a commit, or could. */
  commitHook: CommitHook;
  /** Where the repository is hosted, by its remotes, or by its pipeline. */
  host: 'github' | 'gitlab' | null;
  /** Paths of files that people and services look for: at the root, in `.github`, `.gitlab`, `docs` and folders that are served. */
  files: readonly string[];
  dockerignore: string | null;
  /** Workflows of GitHub and the actions of the repository; `read` is null where GitHub could not read one either. */
  workflows: { path: string; text: string; read: Workflow | null }[];
  /** Of GitLab, at the top of the repository. */
  pipeline: Pipeline | null;
  gitignore: string | null;
  /** Tracked or untracked env files: `.env`, `.env.production`. */
  envFiles: string[];
  /** Env files below the root that git has, wherever they lie; their texts where they are still there. */
  trackedEnv: { path: string; text: string }[];
  /** Lockfiles in the root that git has, also where .gitignore names them. */
  trackedLockfiles: string[];
  /** The branch that the others start from, as far as git's files tell it. */
  branch: string | null;
  dockerfiles: { path: string; text: string }[];
  updateBot: UpdateBot | null;
  /** Configuration of linters, the nearest that there is: in the root, or in a folder around it. */
  linters: { path: string; text: string }[];
  deployment: ('fly' | 'heroku' | 'nginx' | 'vercel' | 'docker')[];
}

/** Dependabot or Renovate: its file, and what it looks after as far as that was read. */
export interface UpdateBot {
  path: string;
  text: string;
  dependabot: Dependabot | null;
  /** The only package managers that Renovate is told to look after; null where it looks after all. */
  managers: string[] | null;
}

/** Where a command goes that is to run before each commit. */
export type CommitHook = (
  | /** Nothing runs hooks here yet. */ { by: null }
    /** A hook manager's file, or that of the folder which git is told to look for hooks in. */
  | { by: string; file: string; form: HookForm }
  /** No file that can be edited: why. */
  | { by: string; file: null; reason: string }
) & {
  /** The texts that say what runs. */
  runs: string;
};
