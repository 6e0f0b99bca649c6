import { describe, expect, it } from 'vitest';
import { manifest } from '../../project/model/project';
import { app, findingsOf } from '../rules';

const nest = (controller: string, service: string): Record<string, string> => ({
  'package.json': manifest({
    dependencies: { '@nestjs/common': '^11.0.0', '@nestjs/core': '^11.0.0', '@nestjs/platform-express': '^11.0.0' },
  }),
  'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000); }
bootstrap();
`,
  'src/app.module.ts': `import { Module } from '@nestjs/common';
import { FilesController } from './files.controller';
import { FilesService } from './files.service';
@Module({ controllers: [FilesController], providers: [FilesService] })
export class AppModule {}
`,
  'src/files.controller.ts': `import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { FilesService } from './files.service';
@Controller('files')
export class FilesController {
  constructor(private readonly files: FilesService) {}
  ${controller}
}
`,
  'src/files.service.ts': `import { createReadStream, existsSync } from 'node:fs';
import { exec } from 'node:child_process';
import path from 'node:path';
export class FilesService {
  private readonly root = path.resolve('files');
  ${service}
}
`,
});

const found = async (rule: string, files: Record<string, string>): Promise<string[]> =>
  (await findingsOf(rule, files)).map(({ file, line, message }) => `${file}:${line} ${message}`);

describe('what a handler hands on', () => {
  it('is followed to the service that Nest injects, and named with its place', async () => {
    const files = nest(
      "@Get(':name') one(@Param('name') name: string) { return this.files.read(name); }",
      'read(name: string) { return createReadStream(path.join(this.root, name)); }',
    );
    expect(await found('injection/path', files)).toEqual([
      'src/files.service.ts:6 The path of a file is put together with text from the path of the request (src/files.controller.ts:6).',
    ]);
  });

  it('is followed through what the service calls, and through a field of what it is given', async () => {
    const files = nest(
      "@Get() one(@Query('name') name: string) { return this.files.read({ name }); }",
      `read({ name }: { name: string }) { return this.pack(name); }
  private pack(name: string) { exec(\`tar -c \${name}\`); }`,
    );
    expect(await found('injection/command', files)).toMatchObject([
      expect.stringContaining('src/files.service.ts:7 A shell command is put together with text from the query string'),
    ]);
  });

  it('is followed to the functions of modules', async () => {
    const files = {
      ...app(
        "const { load } = require('./load');\napp.get('/', async (req, res) => res.json(await load(req.query.url)));",
      ),
      'load.js': 'exports.load = async (url) => (await fetch(url)).json();\n',
    };
    expect(await found('injection/request-address', files)).toEqual([
      'load.js:1 The address that is asked comes from the query string (app.js:4).',
    ]);
  });

  it.each([
    [
      'what the file is',
      "const load = require('./read');\n",
      'load',
      'module.exports = (name) => fs.readFileSync(`x/${name}`);',
    ],
    [
      'another name',
      "const { read: load } = require('./read');\n",
      'load',
      'exports.read = (name) => fs.readFileSync(`x/${name}`);',
    ],
    [
      'an instance',
      "const files = require('./read');\n",
      'files.read',
      'class Files { read(name) { return fs.readFileSync(`x/${name}`); } }\nmodule.exports = new Files();',
    ],
    [
      'a class',
      "const Files = require('./read');\nconst files = new Files();\n",
      'files.read',
      'module.exports = class { async read(name) { return fs.readFileSync(`x/${name}`); } };',
    ],
    [
      'a static method',
      "const { Files } = require('./read');\n",
      'Files.read',
      'exports.Files = class { static read(name) { return fs.readFileSync(`x/${name}`); } };',
    ],
    [
      'a function of a class',
      "const files = require('./read');\n",
      'files.read',
      'class Files { read = (name) => fs.readFileSync(`x/${name}`); }\nmodule.exports = new Files();',
    ],
  ])('is followed where the function is imported as %s', async (_name, imports, called, service) => {
    const files = {
      ...app(`${imports}app.get('/', (req, res) => res.json(${called}(req.query.name)));`),
      'read.js': `const fs = require('fs');\n${service}\n`,
    };
    expect(await findingsOf('injection/path', files)).toMatchObject([{ file: 'read.js', severity: 'high' }]);
  });

  it('is followed once where files call each other in a circle', async () => {
    const files = {
      ...app("const { one } = require('./one');\napp.get('/', (req, res) => res.json(one(req.query.name)));"),
      'one.js': `const fs = require('fs');
const two = require('./two');
exports.back = (x) => two.on(x);
exports.one = (x) => fs.readFileSync(two.on(x)) + fs.readFileSync(\`x/\${x}\`);
`,
      'two.js': "const one = require('./one');\nexports.on = (x) => one.back(x);\n",
    };
    expect(await findingsOf('injection/path', files)).toMatchObject([{ file: 'one.js', line: 4 }]);
  });

  it.each([
    [
      'is held in the service',
      "@Query('name') name: string",
      'name',
      'const file = path.join(this.root, name); if (!file.startsWith(this.root + path.sep)) return null; return createReadStream(file);',
    ],
    [
      'is held by a function of the service',
      "@Query('name') name: string",
      'name',
      'return createReadStream(this.inside(name)); } inside(name: string) { const file = path.join(this.root, name); if (!file.startsWith(this.root)) throw new Error(); return file;',
    ],
    [
      'is held in the controller',
      "@Query('name') name: string",
      'path.basename(name)',
      'return createReadStream(path.join(this.root, name));',
    ],
    [
      'is one of a list that the service has',
      "@Query('name') name: string",
      'name',
      'const known = this.all.find((each) => each.name === name); if (!known) throw new Error(); return createReadStream(path.join(this.root, name));',
    ],
    [
      'is a number',
      "@Param('id', ParseIntPipe) name: number",
      'name',
      'return createReadStream(`${this.root}/${name}`);',
    ],
  ])('is not a finding where it %s', async (_name, parameter, given, body) => {
    const files = nest(
      `@Get() one(${parameter}) { return this.files.read(${given}); }`,
      `read(name: string) { ${body} }`,
    );
    expect(await found('injection/path', files)).toEqual([]);
  });

  it('is not what another class of that method is given, nor the path behind a host that the code has', async () => {
    const files = {
      ...app(`const { load, page } = require('./load');
app.get('/', async (req, res) => res.json(await load('/x/' + req.query.id)));
app.get('/p', async (req, res) => res.json(await cache.page(req.query.url)));`),
      'load.js': `const ask = (path) => fetch(\`https://api.example.com\${path}\`);
exports.load = async (path) => (await ask(path)).json();
exports.page = async (url) => (await fetch(url)).text();
`,
    };
    expect(await found('injection/request-address', files)).toEqual([]);
  });

  it('is told of once where a function asks for a file before it reads it', async () => {
    const files = app(`const fs = require('fs');
app.get('/', (req, res) => {
  const file = 'files/' + req.query.name;
  if (!fs.existsSync(file)) return res.sendStatus(404);
  fs.readFile(file, (error, data) => res.send(data));
});
app.get('/only', (req, res) => res.json(fs.existsSync('files/' + req.query.name)));`);
    expect((await findingsOf('injection/path', files)).map(({ line }) => line)).toEqual([5, 9]);
  });

  it('makes SQL of a repository as bad as that of a handler', async () => {
    const files = {
      ...app(
        "const { one, run } = require('./rows');\napp.get('/:id', async (req, res) => res.json(await one(req.params.id)));\napp.get('/', async (req, res) => res.json(await run(req.query.sql)));",
      ),
      'rows.js': `const { Pool } = require('pg');
const pool = new Pool();
exports.one = (id) => pool.query(\`SELECT * FROM rows WHERE id = '\${id}'\`);
exports.run = (sql) => pool.query(sql);
exports.own = (id) => pool.query(\`SELECT * FROM rows WHERE id = '\${id}'\`);
`,
    };
    const severities = (await findingsOf('sql/interpolated-value', files)).map(({ line, severity }) => [
      line,
      severity,
    ]);
    expect(severities).toEqual([
      [3, 'critical'],
      [5, 'high'],
    ]);
    expect(await found('sql/raw', files)).toEqual([expect.stringContaining('rows.js:4') as string]);
  });
});
