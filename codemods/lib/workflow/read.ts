import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Block, Granted, Inputs, Job, Run, Scalar, Step, Workflow } from './types';

/** A workflow or composite action as GitHub reads it; null where it is none, or no YAML. */
export function readWorkflow(text: string): Workflow | null {
  const document = parseDocument(text, { keepSourceTokens: true });
  const top = document.contents;
  if (document.errors.length > 0 || !isMap(top)) return null;
  const reader = new Reader(text, document);
  return reader.action(top) ?? reader.workflow(top);
}

type Found = Node | null;

class Reader {
  constructor(
    readonly text: string,
    readonly document: Document,
  ) {}

  workflow(top: YAMLMap): Workflow | null {
    const jobs = this.map(this.get(top, 'jobs'));
    if (!jobs) return null;
    const key = this.pair(top, 'jobs')!.key as Node;
    const defaults = this.defaults(top);
    return {
      text: this.text,
      kind: 'workflow',
      triggers: this.triggers(top),
      permissions: this.permissions(top),
      jobsAt: this.columnOf(key.range![0]) === 0 ? key.range![0] : -1,
      indent: this.block(jobs).indent || '  ',
      env: this.texts(top, 'env'),
      jobs: jobs.items.flatMap((pair) => this.job(pair as Pair<Node, Node>, defaults)),
    };
  }

  /** A composite action is one job that has no token of its own. */
  action(top: YAMLMap): Workflow | null {
    const runs = this.map(this.get(top, 'runs'));
    if (!runs) return null;
    const nothing = { permissions: null, calls: null, images: [], env: {}, runner: null, folder: null };
    const job: Job = { id: 'action', ...this.block(runs), ...nothing, steps: this.steps(runs) };
    const { text } = this;
    return { text, kind: 'action', triggers: [], permissions: null, jobsAt: -1, indent: '  ', env: {}, jobs: [job] };
  }

  private job({ key, value }: Pair<Node, Node>, above: Defaults): Job[] {
    const job = this.map(value);
    if (!job) return [];
    const machine = this.texts({ items: job.items } as YAMLMap, null)['runs-on'] ?? '';
    const own = this.defaults(job);
    return [
      {
        id: this.scalar(key)?.value ?? '',
        ...this.block(job),
        permissions: this.permissions(job),
        calls: this.scalar(this.get(job, 'uses')),
        images: this.images(job),
        env: this.texts(job, 'env'),
        runner: own.runner ?? above.runner ?? (/windows|\$\{\{/i.test(machine) ? 'unknown' : null),
        folder: own.folder ?? above.folder,
        steps: this.steps(job),
      },
    ];
  }

  private steps(parent: YAMLMap): Step[] {
    const steps = this.resolved(this.get(parent, 'steps'));
    if (!isSeq(steps)) return [];
    return steps.items.flatMap((item, index): Step[] => {
      const step = isMap(item) ? item : null;
      return step
        ? [
            {
              index,
              ...this.block(step),
              uses: this.scalar(this.get(step, 'uses')),
              run: this.run(step),
              with: this.inputs(step, 'with'),
              env: this.inputs(step, 'env'),
              folder: this.scalar(this.get(step, 'working-directory'))?.value ?? null,
              runner: this.scalar(this.get(step, 'shell'))?.value ?? null,
            },
          ]
        : [];
    });
  }

  private run(step: YAMLMap): Run | null {
    const node = this.get(step, 'run');
    const scalar = this.scalar(node);
    return scalar && isScalar(node) ? { ...scalar, literal: node.type === 'BLOCK_LITERAL' } : null;
  }

  private inputs(step: YAMLMap, name: string): Inputs | null {
    const map = this.get(step, name);
    // What stands elsewhere, behind an anchor, belongs to others as well.
    if (!isMap(map) || map.items.length === 0) return null;
    const values = map.items.flatMap(({ key, value }) => {
      const scalar = this.scalar(value as Found);
      return scalar ? [[this.scalar(key as Found)?.value ?? '', scalar] as const] : [];
    });
    return { ...this.block(map), values: Object.fromEntries(values) };
  }

  private images(job: YAMLMap): Scalar[] {
    const container = this.get(job, 'container');
    const services = this.map(this.get(job, 'services'));
    const containers = [container, ...(services?.items ?? []).map(({ value }) => value as Found)];
    return containers.flatMap((each) => {
      const image = this.map(each) ? this.scalar(this.get(this.map(each)!, 'image')) : this.scalar(each);
      return image ? [image] : [];
    });
  }

  private permissions(parent: YAMLMap): Granted | null {
    const node = this.get(parent, 'permissions');
    if (node === null) return null;
    const [start, end] = node.range!;
    return { start, end, all: this.scalar(node)?.value ?? null };
  }

  private triggers(top: YAMLMap): string[] {
    // YAML 1.1 took `on` for true; its key is compared by its source.
    const on = this.resolved(this.get(top, 'on'));
    if (isMap(on)) return on.items.map(({ key }) => this.scalar(key as Found)?.value ?? '');
    if (isSeq(on)) return on.items.map((item) => this.scalar(item as Found)?.value ?? '');
    return [this.scalar(on)?.value ?? ''];
  }

  private defaults(parent: YAMLMap): Defaults {
    const run = this.map(this.get(this.map(this.get(parent, 'defaults')) ?? EMPTY, 'run')) ?? EMPTY;
    const text = (name: string): string | null => this.scalar(this.get(run, name))?.value ?? null;
    return { runner: text('shell'), folder: text('working-directory') };
  }

  private texts(parent: YAMLMap, name: string | null): Record<string, string> {
    const map = name === null ? parent : this.map(this.get(parent, name));
    const entries = (map?.items ?? []).map(
      ({ key, value }) => [this.scalar(key as Found)?.value ?? '', this.scalar(value as Found)?.value ?? ''] as const,
    );
    return Object.fromEntries(entries);
  }

  private block(map: YAMLMap): Block {
    const [start, end] = map.range!;
    const first = (map.items[0]?.key as Node | undefined)?.range?.[0] ?? start;
    return { start: first, end, indent: map.flow ? null : ' '.repeat(this.columnOf(first)) };
  }

  private columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1);
  }

  private pair(map: YAMLMap, name: string): Pair | undefined {
    return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  }

  private get(map: YAMLMap, name: string): Found {
    return (this.pair(map, name)?.value ?? null) as Found;
  }

  private resolved(node: Found): Found {
    return isAlias(node) ? ((node.resolve(this.document) ?? null) as Found) : node;
  }

  private map(node: Found): YAMLMap | null {
    const resolved = this.resolved(node);
    return isMap(resolved) ? resolved : null;
  }

  private scalar(node: Found): Scalar | null {
    const resolved = this.resolved(node);
    if (!isScalar(resolved) || resolved.value === null || !resolved.range) return null;
    const [start, end] = resolved.range;
    return { value: String(resolved.source ?? resolved.value), start, end };
  }
}

interface Defaults {
  runner: string | null;
  folder: string | null;
}

const EMPTY = { items: [] } as unknown as YAMLMap;
