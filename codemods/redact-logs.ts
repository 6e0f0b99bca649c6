import { Flow } from './lib/flow/flow';
import type { RequestShape } from './lib/flow/request';
import { isLogCall } from './lib/logging/calls';
import { loggedSecrets } from './lib/logging/secrets';
import { open, type Transform } from './lib/transform';
import { quoted } from './lib/escape';
import { walk } from './lib/walk';

export interface RedactLogsOptions {
  rule: string;
  shape: RequestShape;
}

/** Puts a text in place of a secret that goes to the log: `logger.info({ user, password })` → `password: '[redacted]'`. */
const redactLogs: Transform<RedactLogsOptions> = (file, api, { rule, shape }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const { module, resolver, style } = source;
  const flow = new Flow(module, resolver, shape);
  walk(source.ast.program, (node) => {
    if (node.type !== 'CallExpression' || !isLogCall(module, resolver, node)) return;
    for (const { node: secret, kind, alone } of loggedSecrets(flow, node.arguments)) {
      if (kind !== 'secret' || !alone || source.isIgnored(rule, secret)) continue;
      const parent = module.scopes.parents.get(secret);
      const key =
        parent?.type === 'ObjectProperty' && parent.shorthand
          ? `${source.text.slice(secret.start!, secret.end!)}: `
          : '';
      source.replace(secret, key + quoted('[redacted]', style.quote));
    }
  });
  return source.finish();
};
export default redactLogs;
