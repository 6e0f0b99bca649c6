import declareGlobals from '../../codemods/declare-globals';
import compareEqual from '../../codemods/compare-equal';
import decorateMethod from '../../codemods/decorate-method';
import encodeHtml from '../../codemods/encode-html';
import encodeOutput from '../../codemods/encode-output';
import extendDependabot from '../../codemods/extend-dependabot';
import guardRedirect from '../../codemods/guard-redirect';
import guardRoute from '../../codemods/guard-route';
import guardRouter from '../../codemods/guard-router';
import hardenWorkflow from '../../codemods/harden-workflow';
import hashPasswords from '../../codemods/hash-passwords';
import hideErrors from '../../codemods/hide-errors';
import importFirst from '../../codemods/import-first';
import type { Transform } from '../../codemods/lib/transform';
import lintRules from '../../codemods/lint-rules';
import literalToEnv from '../../codemods/literal-to-env';
import mountFirst from '../../codemods/mount-first';
import moveImport from '../../codemods/move-import';
import raiseCost from '../../codemods/raise-cost';
import parameterizeSql from '../../codemods/parameterize-sql';
import redactLogs from '../../codemods/redact-logs';
import secureCookies from '../../codemods/secure-cookies';
import secureTokens from '../../codemods/secure-tokens';
import replaceVar from '../../codemods/replace-var';
import setArgument from '../../codemods/set-argument';
import setOption from '../../codemods/set-option';
import takeOut from '../../codemods/take-out';
import wrapServer from '../../codemods/wrap-server';
import type { JsonObject } from '../types';

/** The codemods by their names. */
export const transforms = {
  'declare-globals': declareGlobals,
  'compare-equal': compareEqual,
  'decorate-method': decorateMethod,
  'encode-html': encodeHtml,
  'encode-output': encodeOutput,
  'extend-dependabot': extendDependabot,
  'guard-redirect': guardRedirect,
  'guard-route': guardRoute,
  'guard-router': guardRouter,
  'harden-workflow': hardenWorkflow,
  'hash-passwords': hashPasswords,
  'hide-errors': hideErrors,
  'import-first': importFirst,
  'lint-rules': lintRules,
  'literal-to-env': literalToEnv,
  'mount-first': mountFirst,
  'move-import': moveImport,
  'raise-cost': raiseCost,
  'parameterize-sql': parameterizeSql,
  'redact-logs': redactLogs,
  'secure-cookies': secureCookies,
  'secure-tokens': secureTokens,
  'replace-var': replaceVar,
  'set-argument': setArgument,
  'set-option': setOption,
  'take-out': takeOut,
  'wrap-server': wrapServer,
} as unknown as Record<string, Transform<JsonObject>>;
