import { appendFileSync } from 'node:fs';
import mocha from 'mocha';

/** mocha's usual output, and each finished test as a line of JSON for the totals of the whole run. */
export default class TotalsReporter extends mocha.reporters.Spec {
  constructor(runner: mocha.Runner, options: mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['MILLWRIGHT_TOTALS'];
    if (!file) return;
    const record = (state: 'passed' | 'failed' | 'skipped', test: mocha.Runnable): void => {
      appendFileSync(
        file,
        `${JSON.stringify({ state, title: test.fullTitle(), milliseconds: test.duration ?? 0 })}\n`,
      );
    };
    runner.on('pass', (test) => record('passed', test));
    runner.on('fail', (test) => record('failed', test));
    runner.on('pending', (test) => record('skipped', test));
  }
}
