import { existsSync, readFileSync } from 'node:fs';

/** One finished test, as the reporter writes it. */
export interface TestLine {
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly title: string;
  readonly milliseconds: number;
  /** Of one that failed: the beginning of its error. */
  readonly why?: string;
}

/** Reads the lines that the reporter wrote; a run that died before its first test has none. */
export function readLines(file: string): readonly TestLine[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): TestLine => JSON.parse(line));
}

/** The line that CI reads. */
export function totalsLine(lines: readonly TestLine[]): string {
  const count = (state: TestLine['state']): number => lines.filter((line) => line.state === state).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}

/** Each missing peer once, with the line that installs it. */
export function missingPeers(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return [...new Set(lines.filter((line) => line !== ''))].map((line) => line.replace('\t', ': '));
}
