import { appendFileSync } from 'node:fs';
import { inspect, stripVTControlCharacters } from 'node:util';
import mocha from 'mocha';
import type { TestLine } from './totals.ts';

/** Milliseconds that a process has to end by itself once its tests are over. */
const patience = 30_000;

/** Lines of an error that are told once more at the end of a run. */
const most = 25;

/** mocha's usual output, and each finished test as a line of JSON for the totals of the whole run. */
export default class TotalsReporter extends mocha.reporters.Spec {
  constructor(runner: mocha.Runner, options: mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', endBeforeLong);
    const file = process.env['MILLWRIGHT_TOTALS'];
    if (!file) return;
    const record = (state: TestLine['state'], test: mocha.Runnable, error?: unknown): void => {
      const line: TestLine = {
        state,
        title: test.fullTitle(),
        milliseconds: test.duration ?? 0,
        ...(error === undefined ? {} : { why: beginningOf(error) }),
      };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    };
    runner.on('pass', (test) => record('passed', test));
    runner.on('fail', (test, error) => record('failed', test, error));
    runner.on('pending', (test) => record('skipped', test));
  }
}

/** As much of an error, and of what caused it, as says where to look. */
function beginningOf(error: unknown): string {
  const text = stripVTControlCharacters(inspect(error, { depth: 1, maxStringLength: 400 }));
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.includes('node:internal'));
  return lines.slice(0, most).join('\n');
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
