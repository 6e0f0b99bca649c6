import type { A } from './a';
declare var ambient: string;
const typed: A = { name: ambient };
declare global {
  var cache: A | undefined;
}
namespace Inner {
  var kept = 1;
}
globalThis.cache = typed as A;
