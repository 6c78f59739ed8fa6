import type { AuditEvent, ChangeSummary } from './event.ts';

/**
 * Spreadsheets take a text that begins so for a formula, and people name nodes as they like.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

type Cell = string | number | undefined;

/** The columns of a spreadsheet, by their heading. What has no column of its own is in `data`. */
const columns: readonly (readonly [heading: string, of: (event: AuditEvent) => Cell])[] = [
  ['seq', ({ seq }) => seq],
  ['time', ({ time }) => time],
  ['name', ({ name }) => name],
  ['class', (event) => event.class],
  ['outcome', ({ outcome }) => outcome ?? 'intent'],
  ['actor kind', ({ actor }) => actor.kind],
  ['actor', ({ actor }) => actor.name],
  ['roles', ({ actor }) => actor.roles?.join(', ')],
  ['log-in by', ({ actor }) => actor.by],
  ['address', ({ source }) => source?.address],
  ['method', ({ source }) => source?.method],
  ['path', ({ source }) => source?.path],
  ['user agent', ({ source }) => source?.userAgent],
  ['target kind', ({ target }) => target?.kind],
  ['target id', ({ target }) => target?.id],
  ['target', ({ target }) => target?.name],
  ['change', ({ change }) => change && changeText(change)],
  ['before', ({ before }) => before],
  ['after', ({ after }) => after],
  ['version', ({ version }) => version],
  ['reason', ({ reason }) => reason],
  ['rules', ({ rules }) => rules?.map(({ role, rule }) => `${role}: ${rule}`).join(', ')],
  ['code', ({ code }) => code],
  ['message', ({ message }) => message],
  ['data', ({ data }) => data && JSON.stringify(data)],
  ['operation', ({ operation }) => operation],
  ['correlation', ({ correlation }) => correlation],
  ['instance', ({ instance }) => instance],
  ['boot', ({ boot }) => boot],
  ['uptime', ({ uptime }) => uptime],
];

/** With the mark by which spreadsheets know UTF-8. @see RFC 4180 */
export const csvHead = `\ufeff${rowOf(columns.map(([heading]) => heading))}`;

export const csvRow = (event: AuditEvent): string => rowOf(columns.map(([, of]) => of(event)));

function rowOf(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `Line 3 (changed: 1 added, 2 changed); …` */
function changeText({
  parts,
  moreParts = 0,
  reordered,
  credentials = [],
  moreCredentials = 0,
}: ChangeSummary): string {
  const texts = parts.map(({ name, id, kind, state, added, changed, removed, moved }) => {
    const counts = Object.entries({ added, changed, removed, moved }).flatMap(([what, count]) =>
      count > 0 ? [`${count} ${what}`] : [],
    );
    return `${kind} ${name || id} (${[state, ...counts].join(', ')})`;
  });
  if (moreParts > 0) texts.push(`${moreParts} more`);
  if (reordered) texts.push('order');
  if (credentials.length + moreCredentials > 0)
    texts.push(`${credentials.length + moreCredentials} credentials`);
  return texts.join('; ');
}
