/** A workspace with two backends, one that cannot be hardened, a library and a front end; `ROOT` says how it is declared. */
export const PACKAGES = {
  '.gitignore': 'node_modules\n.yarn\n',
  'packages/api/package.json': `{
  "name": "@shop/api",
  "version": "1.0.0",
  "scripts": { "start": "node app.js" },
  "dependencies": { "express": "^5.1.0", "@shop/lib": "1.0.0" }
}
`,
  'packages/api/app.js': `const express = require('express');
const app = express();
app.use(express.json());
app.get('/', (req, res) => res.send('hello'));
app.listen(process.env.PORT || 3000);
`,
  'packages/feed/package.json': `{
  "name": "@shop/feed",
  "version": "1.0.0",
  "type": "module",
  "scripts": { "start": "node server.js" },
  "dependencies": { "fastify": "^5.2.0" }
}
`,
  'packages/feed/server.js': `import Fastify from 'fastify';
const app = Fastify();
app.get('/', async () => ({ hello: 'world' }));
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`,
  'packages/lib/package.json': '{ "name": "@shop/lib", "version": "1.0.0", "main": "index.js" }\n',
  'packages/lib/index.js': "module.exports = { hello: () => 'hello' };\n",
  'packages/old/package.json': '{ "name": "@shop/old", "version": "1.0.0", "devDependencies": { "koa": "^1.0.0" } }\n',
  'packages/old/index.js': "require('koa')().listen(3000);\n",
  'packages/web/package.json': '{ "name": "@shop/web", "version": "1.0.0" }\n',
  'packages/web/index.js': 'export const page = 1;\n',
};

const manifest = (fields: object): string => `${JSON.stringify({ name: 'shop', private: true, ...fields }, null, 2)}\n`;

/** The files that make it one, by what installs it. */
export const ROOT = {
  npm: { 'package.json': manifest({ workspaces: ['packages/*'] }) },
  pnpm: {
    'package.json': manifest({ packageManager: 'pnpm@10.20.0' }),
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    // A newer one of that name may be in the registry.
    '.npmrc': 'manage-package-manager-versions=false\nlink-workspace-packages=true\n',
  },
  yarn: {
    'package.json': manifest({ packageManager: 'yarn@4.9.1', workspaces: ['packages/*'] }),
    '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n',
  },
  yarn1: {
    'package.json': manifest({ packageManager: 'yarn@1.22.22', workspaces: ['packages/*'] }),
    // It alone gives up where a package wants another Node.js than the one that runs the tests.
    '.yarnrc': 'ignore-engines true\n',
  },
  bun: { 'package.json': manifest({ packageManager: 'bun@1.4.5', workspaces: ['packages/*'] }) },
};
