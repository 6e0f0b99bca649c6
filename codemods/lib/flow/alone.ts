import { type Module, Resolver } from '../resolve';
import { Flow } from './flow';
import type { RequestShape } from './request';

/** What the names of a file mean on its own, as codemods see it; for files that do not change any more. */
export const resolverAlone = new Resolver({ load: (source) => source }, new Set()).settle();

/** The flow of a file on its own, as codemods see it: what is imported is known by its name alone. */
export const flowAlone = (module: Module, shape: RequestShape): Flow =>
  new Flow(module, new Resolver({ load: (source) => source }, new Set()), shape);
