import { appendFileSync } from 'node:fs';
import mocha from 'mocha';

/** Milliseconds that a process has to end by itself once its tests are over. */
const patience = 30_000;

/** mocha's usual output, and each finished test as a line of JSON for the totals of the whole run. */
export default class TotalsReporter extends mocha.reporters.Spec {
  constructor(runner: mocha.Runner, options: mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', endBeforeLong);
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

/** A server or a process that a test has left open would keep the whole run from its end, without a word. */
function endBeforeLong(): void {
  const end = (): void => {
    const open = new Set(process.getActiveResourcesInfo());
    console.error(`The tests are over, but something of them is still open: ${[...open].join(', ')}`);
    // mocha sets its own code at the exit.
    process.once('exit', () => {
      process.exitCode = 1;
    });
    process.exit();
  };
  setTimeout(end, patience).unref();
}
