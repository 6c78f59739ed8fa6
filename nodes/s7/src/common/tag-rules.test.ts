import assert from 'node:assert/strict';
import { parseRow } from '@millwright/schema';
import { tagColumns } from './tag-columns.ts';
import { checkTag } from './tag-rules.ts';

const problemsOf = (row: object): readonly string[] => {
  const parsed = parseRow({ columns: tagColumns, check: checkTag }, { name: 'a', ...row }, {});
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, code, details }) => `${path} ${code} ${details?.['column'] ?? ''}`.trim());
};

describe('a row of a table of S7 tags', () => {
  for (const [row, problems] of [
    [{ address: 'DB1.DBD4', type: 'REAL' }, []],
    [{ address: 'DB1.DBX0.8' }, ['address bit-range 10']],
    [{ address: 'DB1.DBD0:REAL', type: 'INT' }, ['address type-differs 10']],
    [{ address: 'DB1,S0', type: 'address' }, ['address length-missing 7']],
    [{ address: 'PIW256', access: 'read-write' }, ['access not-writable']],
    [{ address: 'PQW256', access: 'read' }, ['access not-readable']],
    [{ address: 'PQW256', access: 'write' }, []],
    [{ address: 'MW0', min: 5, max: 4 }, ['max min-above-max']],
    [{ address: 'M0.1', factor: 2 }, ['type not-scalable']],
    [{ address: 'MW0:INT[4]', factor: 2 }, []],
    [{ address: 'MW0', factor: 2, rawLow: 1 }, ['factor scaled-twice']],
  ] as const) {
    it(`is judged: ${JSON.stringify(row)}`, () => assert.deepEqual(problemsOf(row), problems));
  }
});
