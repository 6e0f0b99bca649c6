import { expect, it } from 'vitest';
import { cors } from '../../../src/measures/cors/index';
import { projectOf } from '../../project/model/project';
import { findingsOf } from '../rules';

const mountOf = async (text: string): Promise<unknown> => {
  const packages = JSON.stringify({ name: 'shop', dependencies: { fastify: '^5.0.0' } });
  const project = await projectOf({ 'package.json': packages, 'app.js': text });
  return cors.questions(project).find(({ id }) => id === 'cors.mount')?.default;
};

it('leaves preflights to an app of plugins that has a route for all of them', async () => {
  const app = "const app = require('fastify')();";
  expect(await mountOf(`${app} app.options('*', async () => '');`)).toBe('own');
  expect(await mountOf(`${app} app.get('/', async () => '');`)).not.toBe('own');
});

it('shows how the plugin is registered where that is left to the user', async () => {
  const packages = JSON.stringify({ name: 'shop', dependencies: { fastify: '^5.0.0', '@fastify/cors': '^11.0.0' } });
  const text =
    "const app = require('fastify')();\napp.register(require('@fastify/cors'), { origin: true, credentials: true });";
  const [finding] = await findingsOf('cors/reflected-origin', { 'package.json': packages, 'app.js': text });
  expect(finding?.snippet).toBe('app.register(cors, corsOptions)');
});
