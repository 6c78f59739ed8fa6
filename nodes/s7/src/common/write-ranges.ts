import { areas, lastByte, type Place } from '@millwright/s7';
import { field, type RowFindings, type RowOf } from '@millwright/schema';

const columns = {
  area: field.choice({ options: ['any', ...areas.filter((area) => area !== 'PI')], default: 'DB' }),
  db: field.integer({ optional: true, min: 1, max: 65_535 }),
  first: field.integer({ default: 0, min: 0, max: lastByte }),
  last: field.integer({ default: lastByte, min: 0, max: lastByte }),
} as const;

export type WriteRange = RowOf<typeof columns>;

function check({
  area,
  db,
  first,
  last,
}: WriteRange): RowFindings<typeof columns, 'only-of-db' | 'last-before-first'> {
  if (db !== undefined && area !== 'DB') return { db: 'only-of-db' };
  return last < first ? { last: 'last-before-first' } : {};
}

/** Where a connection lets be written; without any everywhere. */
export const writeRangesField = {
  writeAllow: field.rows({
    maxRows: 500,
    hint: true,
    group: 'writing',
    columns,
    problems: ['only-of-db', 'last-before-first'],
    check,
  }),
} as const;

/** What is to be written: a run of bytes, or of timers or counters by their numbers. */
export interface WriteTarget extends Pick<Place, 'area' | 'db'> {
  readonly first: number;
  readonly last: number;
}

/** Whether one of the ranges has all of it. */
export function isAllowed(ranges: readonly WriteRange[], target: WriteTarget): boolean {
  const { area, db } = onWire(target);
  return ranges.some((range) => {
    if (target.first < range.first || target.last > range.last) return false;
    if (range.area === 'any') return true;
    const wire = onWire(range);
    return wire.area === area && (wire.db === undefined || wire.db === db);
  });
}

/** The variable memory of LOGO! and S7-200 is data block 1: what may not be written by one name may not by the other. */
const onWire = <Area extends string>({
  area,
  db,
}: {
  readonly area: Area;
  readonly db?: number | undefined;
}) => (area === 'V' ? ({ area: 'DB', db: 1 } as const) : { area, db });
