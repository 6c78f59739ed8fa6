import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { page } from './page.ts';

describe('docs/events.md', () => {
  it('says what audit records', () => {
    const path = join(root, 'docs/events.md');
    if (process.env['MILLWRIGHT_WRITE_EVENTS'] === '1') writeFileSync(path, page);
    assert.ok(existsSync(path));
    assert.equal(readFileSync(path, 'utf8'), page);
  });
});
