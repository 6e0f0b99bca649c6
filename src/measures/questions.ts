import type { Question } from '../types';

/** Who does something that the app may do already: asked never, but recorded, so that a re-run does the same. */
export const ownerQuestion = (id: string, message: string, own: boolean): Question => ({
  id,
  message,
  kind: 'select',
  default: own ? 'own' : 'generated',
  options: [
    { value: 'generated', label: 'what tempered generates' },
    { value: 'own', label: 'the app itself' },
  ],
  ask: false,
});

/** A figure that is changed with `--set` only. */
export const numberQuestion = (id: string, message: string, value: number): Question => ({
  id,
  message,
  kind: 'number',
  default: value,
  ask: false,
});

/** A module for the app's own code to call: made when somebody asks for it, or a fix calls it. */
export const helperQuestion = (measure: string, message: string, ask = false): Question => ({
  id: `${measure}.helper`,
  message,
  kind: 'confirm',
  default: false,
  ask,
});
