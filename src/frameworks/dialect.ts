import type { ChainDialect } from '../../codemods/lib/chain';
import type { FrameworkId } from '../types';

/** A framework as data: how it spells what the model and the measures need. */
export interface FrameworkDialect {
  id: FrameworkId;
  title: string;
  /** The package that makes an app. */
  package: string;
  /** Major versions that are supported. */
  majors: number[];
  chain: ChainDialect;
  /** What the generated modules call the app's type. */
  appType: { type: string; from: string };
}
