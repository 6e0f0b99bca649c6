/** The vocabulary of proof: what a probe sends to the running app, what it must get, and what came of it. */
import type { Answers, HandlerReads, JsonObject } from './index';

/** The proof of a measure. Data and pure functions: the network belongs to steps/verify. */
export type Probe = ProbeMeta & (HttpProbe | StartProbe | StopProbe | WorkflowProbe);

export interface ProbeMeta {
  /** `measure/name` */
  id: string;
  /** What an attacker, or a legitimate client, tries, for the table: `Show it in a frame on a hostile page`. */
  attack: string;
  /** What the expected answer proves, one sentence. */
  proves: string;
  cwe: string;
  /** Where the expectation comes from: OWASP, an RFC, the library's own page. */
  reference: string;
  /** A legitimate client tries it: it has to work, before and after. All others are attacks. */
  client?: true;
  /** Numbers in the list of 28 (security/FACTS.md, 5.3). */
  numbers?: number[];
}

/** Why a probe has nothing to attack in this app: `no route takes a login`. */
export interface Skip {
  skip: string;
}

/** Requests, in order, and what must come back. */
export interface HttpProbe {
  kind: 'http';
  /**
   * `safe`: reads, and requests that must be refused. `fatal`: the same, but an app without the measure may die of it.
   * `flood`: many requests. `slow`: waits out a limit, beside all others. `write`: valid writes and logins, sent with
   * `--allow-writes` only.
   */
  risk: 'safe' | 'fatal' | 'flood' | 'slow' | 'write';
  requests(target: ProbeTarget): ProbeRequest[] | Skip;
  judge(seen: Seen, target: ProbeTarget): Verdict | Skip;
}

/** The app started once more, with variables taken out of its environment. */
export interface StartProbe {
  kind: 'start';
  without(target: ProbeTarget): string[] | Skip;
  judge(ending: Ending, target: ProbeTarget): Verdict | Skip;
}

/** SIGTERM while the answer to a request is under way. */
export interface StopProbe {
  kind: 'stop';
  /** The request whose body is sent half before the signal and half after it. */
  request(target: ProbeTarget): ProbeRequest | Skip;
  judge(stopped: { answer: ProbeAnswer; ending: Ending }, target: ProbeTarget): Verdict | Skip;
}

/** A step of the project's own security workflow, run against a registry on loopback. Needs no running app. */
export interface WorkflowProbe {
  kind: 'workflow';
  /** The shell script of the step, read out of the project's workflow. */
  script(target: ProbeTarget): Promise<string | Skip>;
  /** What the registry says of the project's dependencies: one is vulnerable, none is, or it is dead. */
  registry: 'vulnerable' | 'clean' | 'dead';
  judge(ending: Ending, target: ProbeTarget): Verdict | Skip;
}

/** One request as data. It comes through a proxy in front of the app, as in production, unless `direct`. */
export interface ProbeRequest {
  /** GET where nothing else is said. */
  method?: string;
  /** The request target as it stands on the wire: `/a?b`, `//evil.example/x`, `http://evil.example/x`. */
  path: string;
  /** On top of those that the proxy adds; a header given here wins over the proxy's. */
  headers?: Record<string, string>;
  /** An object or array is sent as JSON, a string as it is. */
  body?: string | JsonObject | unknown[];
  /** How the client reached the proxy; https where nothing else is said. */
  scheme?: 'https' | 'http';
  /** What the client itself claims in X-Forwarded-For; the proxy adds the real address behind it. */
  forged?: string;
  /** Clients are told apart by address. Requests of one name come from one; each probe has its own. */
  client?: string;
  /** Without a proxy: no X-Forwarded-* at all. */
  direct?: boolean;
  /** The header is sent byte by byte, for at most so many milliseconds, and never completed. */
  slowly?: number;
  /** Sent so many times, one answer each; it stops early at an answer of the status `until`. */
  times?: number;
  until?: number;
}

export interface ProbeAnswer {
  request: ProbeRequest;
  /** 0 where the connection ended without an answer. */
  status: number;
  /** Lower-case names, as Node.js gives them; `set-cookie` is a list. */
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** Milliseconds from the connection to the end of the answer, or of the connection. */
  elapsed: number;
}

/** What an HTTP probe has seen. */
export interface Seen {
  answers: ProbeAnswer[];
  /** What the app wrote to stdout and stderr meanwhile; null where it was not started by us. */
  log: string | null;
  /** Whether the process lives, and answers, afterwards. */
  alive: boolean;
}

/** How a process ended. `code` is null where a signal ended it, or it had to be killed. */
export interface Ending {
  code: number | null;
  /** It listened before it ended. */
  listened: boolean;
  output: string;
  /** Milliseconds from its start, from the signal, or of the whole run. */
  elapsed: number;
}

export interface Verdict {
  ok: boolean;
  /** The status and header seen, one short line: `404 text/html, no nosniff`. Never a secret. */
  evidence: string;
}

/** What there is to attack. Without a model of the app the lists are empty and what was not found is null. */
export interface ProbeTarget {
  /** Answers of the measures in place, as recorded; empty where there is no record. */
  answers: Answers;
  /** Ids of the measures in place, by the record. */
  measures: string[];
  settings: ProbeSettings;
  routes: TargetRoute[];
  /** Paths that say whether the app is alive, the app's own only. */
  health: string[];
  /** A path that no route has, new for every call. */
  unknown(): string;
  /** GETs that answered 200: HTML, JSON, and a file of a static folder. `home` is `/` or the first that answered. */
  home: string;
  page: string | null;
  data: string | null;
  file: string | null;
  /** Answers to the safe GETs with which the app was looked at. */
  looked: ProbeAnswer[];
  /** Variables that the app demands at its start. */
  required: string[];
  /** Secrets that were made up for this run: none may ever be seen in an answer or a log. */
  canaries: string[];
  /** Text of the workflow files, by path. */
  workflows: { path: string; text: string }[];
  /** It is all that its repository holds, so that workflows are its own. */
  isTop: boolean;
}

/** What the app was told of its surroundings; null where it is not known (an app that already ran). */
export interface ProbeSettings {
  /** The origin of PUBLIC_URL: `https://app.example.com` */
  home: string | null;
  /** An origin of ALLOWED_ORIGINS. */
  allowed: string | null;
  /** An origin that is in no list. */
  foreign: string;
  /** The token that opens the figures, where they are generated. */
  metrics?: string | undefined;
}

export interface TargetRoute {
  /** Upper case; `ALL` is sent as POST. */
  method: string;
  /** With its parameters filled in: `/users/1`. */
  path: string;
  /** As the app has it: `/users/:id`. */
  pattern: string;
  /** `login` checks a password, `account` is another action about an account. */
  auth: 'login' | 'account' | null;
  /** Whether a schema or validator checks its input. */
  validated: boolean;
  /** Whether its handler sends who asks on to another address. */
  leadsOn: boolean;
  reads: HandlerReads;
}

export interface ProbeResult {
  id: string;
  status: 'passed' | 'failed' | 'skipped';
  /** The evidence, or why it was skipped. */
  evidence: string;
}

/** What `verify` has seen of one state of an app. */
export interface Proof {
  /** The start command as people would type it, or the address of an app that already ran. */
  app: string;
  /** Null where it runs. */
  problem: BootProblem | null;
  results: ProbeResult[];
  /** What a reader must know: `This system has one loopback address, …`. */
  notes: string[];
  /** Milliseconds: until it listened, and all probes. */
  elapsed: { start: number; probes: number };
}

export interface BootProblem {
  /** One sentence: `The app ended with code 1 before it listened.` */
  reason: string;
  /** The last lines it wrote, secrets masked. */
  log: string[];
  /** What to try. */
  hint: string;
}

/** A request that was answered differently after the change. */
export interface Regression {
  method: string;
  path: string;
  before: string;
  after: string;
}

/** What is printed: the probes that ran, before and after, or after alone. */
export interface ProofReport {
  project: string;
  probes: readonly ProbeMeta[];
  before: Proof | null;
  after: Proof;
  regressions: Regression[];
}

/** What a run of `harden` has seen of a project, for reports that come later. */
export interface Hardening {
  /** When, in ISO 8601. */
  started: string;
  /** Of the checklist, before it; null where not all of it was looked at. */
  score: number | null;
  /** Null where the app was not attacked, or did not start. */
  proof: ProofReport | null;
}
