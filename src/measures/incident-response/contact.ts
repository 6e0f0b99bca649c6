import type { Answers, JsonObject, Project } from '../../types';
import { isGenerated } from '../place';

const ADDRESS = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;
const PAGE = /^https:\/\/[\w.-]+(:\d+)?(\/[\w./~%+@?=&-]*)?$/;
const PATH = '/.well-known/security.txt';

export const contactFlaw = (text: string): string | null =>
  text === '' || ADDRESS.test(text.replace(/^mailto:/, '')) || PAGE.test(text)
    ? null
    : 'takes an e-mail address or a page with https';
export const policyFlaw = (text: string): string | null =>
  text === '' || PAGE.test(text) ? null : 'takes a page with https';
export const languagesFlaw = (text: string): string | null =>
  /^[a-z]{2,3}(-[\w-]+)?(\s*,\s*[a-z]{2,3}(-[\w-]+)?)*$/i.test(text) ? null : 'takes codes of languages: en, de';
export const dateFlaw = (text: string): string | null =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? null : 'takes a date: 2027-01-31';

/** Eleven months ahead. It is recorded with the first run, so that later ones write the same. */
export function defaultExpiry(): string {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() + 11, 1);
  return date.toISOString().slice(0, 10);
}

/** Whom to write to; null where nobody was named. */
export function contactOf(answers: Answers): string | null {
  const contact = String(answers['incident-response.contact'] ?? '')
    .trim()
    .replace(/^mailto:/, '');
  return contact === '' ? null : contact;
}

/** What security.txt says; null without anybody to write to. */
export function securityTextOf(answers: Answers): JsonObject | null {
  const contact = contactOf(answers);
  if (contact === null) return null;
  const policy = String(answers['incident-response.policy'] ?? '');
  return {
    contact: contact.startsWith('https:') ? contact : `mailto:${contact}`,
    expires: String(answers['incident-response.expires']),
    languages: String(answers['incident-response.languages'] ?? 'en'),
    policy: policy === '' ? null : policy,
  };
}

/** The app has one already: a route of its own, or a file in a folder that is served. */
export const servesItself = (project: Project): boolean =>
  project.routes.some(({ path, file }) => path === PATH && !isGenerated(project, file)) ||
  project.repository.files.some((file) => file.endsWith(PATH) && !isGenerated(project, file));
