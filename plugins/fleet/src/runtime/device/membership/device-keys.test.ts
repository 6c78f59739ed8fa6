import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destroyDeviceKeys, keepEnrolled, keysToEnrolWith, readDeviceKeys } from './device-keys.ts';

describe('the keys of a device', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'millwright-keys-')), 'keys');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const drawn = (code: string): string => keysToEnrolWith(directory, code, randomBytes).signing.public.text;

  it('are the same for each attempt with one code, also after a restart, and others for another code', () => {
    const first = drawn('code-1');
    assert.equal(drawn('code-1'), first);
    assert.equal(readDeviceKeys(directory).signing.public.text, first);
    const second = drawn('code-2');
    assert.notEqual(second, first);
    assert.equal(drawn('code-2'), second);
  });

  it('are others for each enrolment that comes through', () => {
    const first = drawn('code-1');
    keepEnrolled(directory);
    assert.equal(readDeviceKeys(directory).signing.public.text, first);
    assert.notEqual(drawn('code-1'), first);
  });

  it('are drawn anew where they cannot be read, and leave nothing when they are destroyed', () => {
    const first = drawn('code-1');
    writeFileSync(join(directory, 'signing.pem'), 'none');
    assert.notEqual(drawn('code-1'), first);
    if (process.platform !== 'win32')
      for (const name of readdirSync(directory))
        assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600);
    destroyDeviceKeys(directory);
    assert.deepEqual(readdirSync(directory), []);
  });
});
