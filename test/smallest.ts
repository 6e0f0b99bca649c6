import type { FrameworkId } from '../src/types';

/** The smallest app of each framework, and its packages. */
export const smallest: [framework: FrameworkId, dependencies: Record<string, string>, code: string][] = [
  [
    'express',
    { express: '^5.0.0' },
    "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.send('a'));\napp.listen(3000);\n",
  ],
  [
    'fastify',
    { fastify: '^5.0.0' },
    "import fastify from 'fastify';\nconst app = fastify();\napp.get('/', async () => 'a');\napp.listen({ port: 3000 });\n",
  ],
  [
    'hono',
    { hono: '^4.13.0', '@hono/node-server': '^2.0.0' },
    "import { Hono } from 'hono';\nimport { serve } from '@hono/node-server';\nconst app = new Hono();\napp.get('/', (c) => c.text('a'));\nserve(app);\n",
  ],
  [
    'nestjs',
    { '@nestjs/core': '^11.0.0', '@nestjs/platform-express': '^11.0.0' },
    "import { NestFactory } from '@nestjs/core';\nclass AppModule {}\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\nstart();\n",
  ],
  [
    'koa',
    { koa: '^3.0.0' },
    "import Koa from 'koa';\nconst app = new Koa();\napp.use((ctx) => {\n  ctx.body = 'a';\n});\napp.listen(3000);\n",
  ],
];

/** The text with `require` in the place of its imports. */
export const asCommonJs = (code: string): string =>
  code.replace(/import (\w+|\{[^}]*\}) from '([\w@/-]+)'/g, "const $1 = require('$2')");
