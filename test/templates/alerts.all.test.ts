import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { renderTemplate } from '../../src/edits/template';
import { run } from '../support/tempered';
import { temporaryFolder } from '../temporary';
import { forms, ownStyle } from './workshop';

/** Of the package `prometheus` of Debian, and of Prometheus's own releases. */
const promtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!process.env['TEMPERED_TEST_ALL'] || !promtool)(
  "the alert rules, read by Prometheus's own tool",
  () => {
    const rules = renderTemplate('monitoring/alerts.yml', {}, forms['js-esm'].form, ownStyle);

    it('are right', async () => {
      const cwd = await temporaryFolder({ 'alerts.yml': rules });
      expect(await run('promtool', ['check', 'rules', '--lint-fatal', 'alerts.yml'], cwd)).toMatchObject({ code: 0 });
    });

    it('tell of passwords being guessed, and not of an ordinary day', async () => {
      const { groups } = parse(rules) as { groups: { rules: { alert: string; annotations: { action: string } }[] }[] };
      const { action } = groups[0]!.rules.find(({ alert }) => alert === 'ManyFailedLogins')!.annotations;
      const told = {
        exp_labels: { severity: 'warning' },
        exp_annotations: { summary: '1k failed logins in ten minutes', action },
      };
      const day = (failed: number, alerts: object[]): object => ({
        interval: '1m',
        input_series: [{ series: 'security_events_total{event="login_failed"}', values: `0+${failed}x60` }],
        alert_rule_test: [{ eval_time: '30m', alertname: 'ManyFailedLogins', exp_alerts: alerts }],
      });
      const test = { rule_files: ['alerts.yml'], tests: [day(2, []), day(100, [told])] };
      const cwd = await temporaryFolder({ 'alerts.yml': rules, 'test.yml': stringify(test) });
      const { code, stdout, stderr } = await run('promtool', ['test', 'rules', path.join(cwd, 'test.yml')], cwd);
      expect(code, stdout + stderr).toBe(0);
    });
  },
);
