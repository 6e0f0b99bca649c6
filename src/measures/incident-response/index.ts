import type { Answers, Contribution, Measure, Project } from '../../types';
import { documents } from './documents';
import {
  languagesFlaw,
  contactFlaw,
  dateFlaw,
  defaultExpiry,
  policyFlaw,
  securityTextOf,
  servesItself,
} from './contact';
import { incidentResponseProbes } from './probes';
import { workflow } from './workflow';

/** Who to tell about a vulnerability, and what to do about an incident. */
export const incidentResponse: Measure = {
  id: 'incident-response',
  version: 4,
  meta: {
    title: 'Incident response',
    summary:
      'SECURITY.md, security.txt, a plan for incidents with what this app has, a pull request template, checklists.',
    group: 'repository',
    protects: 'operation',
    risk: 'low',
    cwe: ['CWE-1059'],
    references: [
      'https://www.rfc-editor.org/rfc/rfc9116',
      'https://csrc.nist.gov/pubs/sp/800/61/r3/final',
      'https://cheatsheetseries.owasp.org/cheatsheets/Vulnerability_Disclosure_Cheat_Sheet.html',
    ],
    // Documents that nobody asked for are not read: in an existing project they wait to be picked.
    recommended: false,
    whyNot: 'it writes documents that somebody has to read and fill in',
    fresh: true,
  },
  rules: [],
  questions: () => [
    {
      id: 'incident-response.contact',
      message: 'Where are vulnerabilities to be reported? (an e-mail address or https://…, empty for nowhere yet)',
      kind: 'text',
      default: '',
      flaw: contactFlaw,
      ask: true,
      assumption: (value) =>
        value === ''
          ? 'nobody is named to report vulnerabilities to, so no security.txt is served: --set incident-response.contact=security@your-domain'
          : undefined,
    },
    {
      id: 'incident-response.expires',
      message: 'Until when security.txt holds, less than a year ahead (RFC 9116)',
      kind: 'text',
      default: defaultExpiry(),
      flaw: dateFlaw,
      ask: false,
    },
    {
      id: 'incident-response.languages',
      message: 'Languages in which reports are understood',
      kind: 'text',
      default: 'en',
      flaw: languagesFlaw,
      ask: false,
    },
    {
      id: 'incident-response.policy',
      message: 'The public page with the policy for reports',
      kind: 'text',
      default: '',
      flaw: policyFlaw,
      ask: false,
    },
  ],
  plan: (project, _findings, answers, chosen) => [
    ...documents(project, answers, chosen),
    ...workflow(project, answers),
  ],
  bindings: {
    express: served('express'),
    fastify: served('fastify'),
    koa: served('koa'),
    hono: served('hono'),
    // The documents are for any project.
    none: () => NOTHING,
  },
  probes: incidentResponseProbes,
};

const NOTHING: Contribution = { files: {}, data: {} };

/** The module that answers with security.txt, where somebody is named in it. */
function served(framework: string): (project: Project, answers: Answers) => Contribution {
  return (project, answers) => {
    const text = securityTextOf(answers);
    if (text === null || project.withoutApp !== null || servesItself(project)) return NOTHING;
    return {
      files: { 'security-text': `incident-response/${framework}.ts` },
      data: { ...text },
      first: [
        {
          order: 35,
          module: 'security-text',
          name: 'mountSecurityText',
          why: 'Before limits and logins: whoever wants to report a hole gets an answer.',
        },
      ],
    };
  };
}
