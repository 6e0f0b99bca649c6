import { type ChainDialect, serverCalls } from './lib/chain';
import { ensureImport, importedLocal } from './lib/imports';
import { callsNamed, open, type Transform } from './lib/transform';

export interface WrapServerOptions {
  /** How the framework spells what serves an app; without it, Node's own ways alone count. */
  dialect?: ChainDialect;
  kind: 'listen' | 'serve' | 'createServer';
  /** Which of the file's calls of that kind, from 0. */
  index: number;
  name: string;
  from: string;
}

/** Puts a function around the call that makes the server: `app.listen(3000)` → `protectServer(app.listen(3000))`. */
const wrapServer: Transform<WrapServerOptions> = (file, api, { dialect, kind, index, name, from }) => {
  const opened = open(file, api);
  if (!opened) return undefined;
  const { source } = opened;
  const call = serverCalls(source.module, source.resolver, dialect?.servers).find(
    (server) => server.kind === kind && server.index === index,
  )?.node;
  if (!call) return undefined;
  const wrapped = callsNamed(opened, importedLocal(source, name, from)).some(
    (node) => 'arguments' in node && node.arguments[0] === call,
  );
  if (wrapped) return undefined;
  const local = ensureImport(source, { names: [name], from }, call).get(name)!;
  source.insert(call.start!, `${local}(`);
  source.insert(call.end!, ')');
  return source.finish();
};
export default wrapServer;
