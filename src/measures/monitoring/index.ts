import type { Binding, Edit, FrameworkId, Measure, Mount, Project } from '../../types';
import { exampleLines } from '../env-lines';
import { eventsModule } from '../events';
import { monitoringProbes } from './probes';

export const monitoring: Measure = {
  id: 'monitoring',
  version: 8,
  meta: {
    title: 'Monitoring',
    summary: 'Figures for Prometheus, events of the security log among them, never public; a dashboard and alerts.',
    group: 'app',
    protects: 'operation',
    risk: 'low',
    cwe: ['CWE-778', 'CWE-497'],
    references: ['https://prometheus.io/docs/practices/naming/', 'https://prometheus.io/docs/operating/security/'],
    recommended: false,
    whyNot: 'it adds a route of figures, and somebody has to collect and watch them',
  },
  rules: [],
  questions: () => [],
  plan,
  bindings: { express: mounted('express'), fastify: mounted('fastify'), hono: mounted('hono'), koa: mounted('koa') },
  probes: monitoringProbes,
};

const mount: Mount = {
  order: 55,
  module: 'metrics',
  name: 'mountMetrics',
  why: 'Behind the limits: whoever guesses the token of the figures is limited too.',
};

function mounted(framework: FrameworkId): Binding {
  return (project, _answers, chosen) => {
    const { files, data, first } = eventsModule(project, chosen);
    return {
      files: { ...files, metrics: `monitoring/${framework}.ts` },
      data,
      first: [...first, mount],
      dependencies: [{ name: 'prom-client', supports: [14, 15] }],
    };
  };
}

function plan(project: Project): Edit[] {
  const files = ['grafana-dashboard.json', 'alerts.yml'];
  return [
    ...exampleLines(project, 'monitoring', [
      { name: 'METRICS_PORT', value: '9464', comment: 'Port of the figures for Prometheus, not the one of the app.' },
      { name: 'METRICS_HOST', value: '0.0.0.0', comment: 'Its address, where Prometheus runs on another machine.' },
      {
        name: 'METRICS_TOKEN',
        value: '',
        comment: 'Instead of a port: GET /metrics of the app shows the figures to who has this token.',
      },
    ]),
    ...files.map((name): Edit => ({
      measure: 'monitoring',
      kind: 'template',
      template: `monitoring/${name}`,
      file: `monitoring/${name}`,
      data: { app: project.manifest.name ?? 'app' },
    })),
  ];
}
