import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../src/types';
import { boot, type Running } from '../support/boot';
import { makeApp, type Installation } from './workshop';

/** The parts around the routes of an app; `X-Peer` stands for the address that a request comes from. */
const before = `const express = require('express');
const security = require('./security/index.js');
const app = express();
app.use((req, _res, next) => {
  const peer = req.headers['x-peer'];
  if (peer) Object.defineProperty(req.socket, 'remoteAddress', { value: peer === 'none' ? undefined : peer });
  next();
});
`;
const after = `
security.protectServer(app.listen(3000));
`;

export interface OwnApp {
  data?: Record<string, JsonObject>;
  env?: Record<string, string>;
}

/** Starts an app with routes of its own, in JavaScript, which mounts the security folder itself. */
export async function startOwn(
  installation: Installation,
  name: string,
  routes: string,
  { data = {}, env = {} }: OwnApp = {},
): Promise<Running> {
  const { cwd } = await makeApp(installation, name, { form: 'js-cjs', data });
  const file = path.join(cwd, 'src/own.js');
  await writeFile(file, before + routes + after);
  return boot(file, { cwd, env });
}
