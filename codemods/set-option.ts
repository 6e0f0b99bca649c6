import { packageCalls, registeringCalls } from './lib/chain';
import { open, type Transform } from './lib/transform';
import { propertyOf } from './lib/walk';

export interface SetOptionOptions {
  /** The package's functions: `helmet`. */
  callees: string[];
  option: string;
  /** The source text that is replaced, and what replaces it. */
  from: string;
  to: string;
}

/** Replaces the value of an option in an argument of a call, where it is exactly what is to go. */
const setOption: Transform<SetOptionOptions> = (file, api, { callees, option, from, to }) => {
  const source = open(file, api)?.source;
  if (!source) return undefined;
  const { module, resolver } = source;
  const given = [
    ...packageCalls(module, resolver, callees).flatMap((call) => call.arguments),
    ...registeringCalls(module, resolver, callees).map((call) => call.arguments[1]),
  ];
  for (const options of given) {
    const value = propertyOf(options, option);
    if (value && source.text.slice(value.start!, value.end!) === from) source.replace(value, to);
  }
  return source.finish();
};
export default setOption;
