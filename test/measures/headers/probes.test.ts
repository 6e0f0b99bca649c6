import { describe } from 'vitest';
import { headersProbes } from '../../../src/measures/headers/probes';
import { type App, type Situation, testProbes } from '../verdicts';

const good = {
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'permissions-policy': 'fullscreen=(self), camera=()',
  'strict-transport-security': 'max-age=86400',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'content-security-policy-report-only': "default-src 'self'; script-src 'self' 'nonce-AAAAAAAAAAAAAAAAAAAAAA=='",
};

/** The good page with other headers; undefined takes one out. */
const page = (changes: Record<string, string | undefined> = {}): Situation => ({
  app: { headers: { ...good, ...changes } },
});
const policy = (value: string): Situation =>
  page({ 'content-security-policy-report-only': undefined, 'content-security-policy': value });
const json = { headers: { 'content-type': 'application/json' } };
const withNonce =
  (nonce: (count: number) => string): App =>
  (_request, count) => ({ headers: { 'content-security-policy': `script-src 'nonce-${nonce(count)}'` } });
const numbered = (count: number): string => `${count}AAAAAAAAAAAAAAAAAAAAA==`;
const errors =
  (headers: Record<string, string | undefined>): App =>
  ({ path }) =>
    path === '/' ? { headers: good } : { status: 404, headers };

describe('probes of the headers', () => {
  testProbes(headersProbes, {
    'headers/software': {
      passed: { 'nothing is said': page() },
      failed: {
        'the framework is named': page({ 'x-powered-by': 'Express' }),
        'errors name it': { app: errors({ 'x-powered-by': 'Express' }) },
      },
      skipped: { 'a limit answers': { app: { status: 429 } } },
    },
    'headers/frame': {
      passed: {
        'X-Frame-Options': page(),
        'the policy names who may': policy("frame-ancestors 'self' https://partner.example"),
        'JSON, where the measure is in place': { ...page(), target: { measures: ['headers'] } },
      },
      failed: {
        'nothing forbids it': page({ 'x-frame-options': undefined }),
        'a value that browsers ignore': page({ 'x-frame-options': 'ALLOW-FROM https://a.example' }),
        'everybody may': policy('frame-ancestors *'),
        'the policy only reports': page({
          'x-frame-options': undefined,
          'content-security-policy-report-only': "frame-ancestors 'none'",
        }),
      },
      skipped: {
        'an app without pages': { app: json },
        'an error page alone': { app: { status: 404, headers: { 'content-type': 'text/html' } } },
      },
    },
    'headers/sniffing': {
      passed: { nosniff: page() },
      failed: {
        'no header': page({ 'x-content-type-options': undefined }),
        'a word of its own': page({ 'x-content-type-options': 'yes' }),
      },
    },
    'headers/csp': {
      passed: {
        'a policy that reports': page(),
        'a policy in force': policy("default-src 'self'"),
        'old browsers may run what new ones may not': policy("script-src 'unsafe-inline' 'nonce-a'"),
        'an error page that allows nothing': policy("default-src 'none'"),
      },
      failed: {
        'no policy': page({ 'content-security-policy-report-only': undefined }),
        'any inline script': policy("script-src 'self' 'unsafe-inline'"),
        'scripts from anywhere': policy('default-src *'),
        'scripts of any https site': policy("script-src 'self' https:"),
        'nothing about scripts': policy("frame-ancestors 'self'"),
        'it only reports where it shall be in force': {
          ...page(),
          target: { answers: { 'headers.csp': 'enforce' }, measures: ['headers'] },
        },
      },
      skipped: {
        'an app without pages': { app: json },
        'an error page alone': { app: { status: 404, headers: { 'content-type': 'text/html' } } },
      },
    },
    'headers/nonce': {
      passed: { 'another each time': { app: withNonce(numbered) } },
      failed: {
        'the same twice': { app: withNonce(() => numbered(1)) },
        'one that can be guessed': { app: withNonce(String) },
      },
      skipped: { 'a policy without one': policy("script-src 'self'") },
    },
    'headers/permissions': {
      passed: { 'some features are off': page() },
      failed: {
        'no header': page({ 'permissions-policy': undefined }),
        'all are on': page({ 'permissions-policy': 'camera=*' }),
      },
      skipped: {
        'an app without pages': { app: json },
        'an error page alone': { app: { status: 404, headers: { 'content-type': 'text/html' } } },
      },
    },
    'headers/referrer': {
      passed: { 'the origin only': page(), 'what browsers do by themselves': page({ 'referrer-policy': undefined }) },
      failed: { 'all of it': page({ 'referrer-policy': 'unsafe-url' }) },
    },
    'headers/hsts': {
      passed: {
        'a day': page(),
        'a place in the list of browsers, by its rules': page({
          'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
        }),
      },
      failed: {
        'no header': page({ 'strict-transport-security': undefined }),
        'taken back': page({ 'strict-transport-security': 'max-age=0' }),
        'preload for a day': page({ 'strict-transport-security': 'max-age=86400; preload' }),
      },
    },
    'headers/errors': {
      passed: { 'the same on errors': { app: errors(good) } },
      failed: {
        'errors without a policy': { app: errors({ ...good, 'content-security-policy-report-only': undefined }) },
        'errors without nosniff': { app: errors({ ...good, 'x-content-type-options': undefined }) },
        'errors name the framework': { app: errors({ ...good, 'x-powered-by': 'Express' }) },
      },
      skipped: { 'no error is seen': page() },
    },
  });
});
