import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { ownEvents } from '../../plugins/audit/src/runtime/recording/events.ts';
import { operationsOfPage, ownReads } from '../audit/own-names.ts';

describe('the words of the Audit sidebar', () => {
  const names = [...new Set([...operationsOfPage, ...[...ownReads, ...ownEvents].map(({ name }) => name)])];
  const folder = join(root, 'plugins/audit/src/locales');

  it('know every operation of Node-RED and of Millwright, and every event of audit', () => {
    const { event } = JSON.parse(readFileSync(join(folder, 'en-US.json'), 'utf8')) as {
      event: Record<string, string>;
    };
    const missing = names.filter((name) => event[name.replaceAll('.', '-')] === undefined);
    assert.ok(names.length > 120, `${names.length} names`);
    assert.deepEqual(missing, []);
  });
});
