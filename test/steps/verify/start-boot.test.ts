import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary';
import { visit } from './projects';

const app = `const { createServer } = require('node:http');
const { MODE, NODE_ENV, FROM_FILE, JWT_SECRET } = process.env;
if (!JWT_SECRET) throw new Error('JWT_SECRET is missing');
createServer((_request, response) => response.end(JSON.stringify({ MODE, NODE_ENV, FROM_FILE, secret: JWT_SECRET.length }))).listen(3000);
`;
const scripts: [string, string, string][] = [
  ['node', 'MODE=fast node --env-file=.env app.js', 'node app.js'],
  ['npm', 'MODE=fast node app.js --level ${LEVEL:-info}', 'npm start'],
];

describe('a project as it comes', () => {
  it.each(scripts)('starts by %s, with what it needs and nothing of its env file', async (_name, start, shown) => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({ name: 'app', scripts: { start } }),
      'app.js': app,
      '.env': 'FROM_FILE=1\n',
      '.env.example': 'JWT_SECRET=\nMODE=slow\nNODE_ENV=development\n',
    });
    const seen = await visit(folder);
    expect(seen).toMatchObject({ shown, built: null, status: 200 });
    expect(JSON.parse(seen.text)).toEqual({ MODE: 'fast', NODE_ENV: 'production', secret: 64 });
  });

  it('is built first, in a folder of its own, where it runs what a build writes', async () => {
    const folder = await temporaryFolder({
      'package.json': JSON.stringify({
        name: 'app',
        scripts: { build: 'node copy.js', start: 'npm run build && node dist/app.js' },
      }),
      'copy.js': "require('fs').cpSync('src', 'dist', { recursive: true });",
      'src/app.js': "require('node:http').createServer((_request, response) => response.end('built')).listen(3000);",
    });
    expect(await visit(folder)).toMatchObject({ shown: 'node dist/app.js', built: 'npm run build', text: 'built' });
    expect(await visit(folder)).toMatchObject({ shown: 'node dist/app.js', built: null, text: 'built' });
  });
});
