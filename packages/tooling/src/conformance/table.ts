import type { Result } from './results.ts';

const begin = '<!-- cases -->';
const end = '<!-- /cases -->';

export interface Published {
  readonly results: readonly Result[];
  /** `pymodbus 3.0.0`, in the order of the columns. */
  readonly peers: readonly string[];
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** The section of a README, without its date. */
export function section({ results, peers }: Published): string {
  const passed = results.filter(({ state }) => state === 'passes');
  const rest = results.filter(({ state }) => state !== 'passes').map(({ id, state }) => `${id} (${state})`);
  return [
    `Passes ${passed.length} of ${results.length} published cases.${rest.length > 0 ? ` Not shown yet: ${rest.join(', ')}.` : ''}`,
    '',
    `Peers: ${peers.join(', ')}. Where none of them is named, our own simulator was at the other end, or nobody had to be.`,
    '',
    '| case | what happens | what has to come of it | result | peers |',
    '|---|---|---|---|---|',
    ...results.map(
      ({ id, what, expected, state, peers: by }) =>
        `| ${id} | ${escaped(what)} | ${escaped(expected)} | ${state} | ${by.join(', ')} |`,
    ),
  ].join('\n');
}

const date = /^Generated on \d{4}-\d\d-\d\d by `npm run certify -- [a-z\d]+`\.$/m;

/** What a README says now, without its date; undefined where it has no such section. */
export function publishedIn(readme: string): string | undefined {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) return undefined;
  return readme
    .slice(from + begin.length, to)
    .replace(date, '')
    .trim();
}

/** A README with another section. @param day of the run: `2026-11-26` */
export function withSection(readme: string, pack: string, text: string, day: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The README has no ${begin} … ${end}`);
  const body = `Generated on ${day} by \`npm run certify -- ${pack}\`.\n\n${text}`;
  return `${readme.slice(0, from)}${begin}\n\n${body}\n\n${readme.slice(to)}`;
}

/** The rows of a section: id, what happens, what has to come of it, result, peers. */
export function rowsIn(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => /^\| [A-Z]+-/.test(line))
    .map((line) =>
      line
        .slice(2, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}
