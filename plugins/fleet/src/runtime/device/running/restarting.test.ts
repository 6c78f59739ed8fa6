import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootedNow, causeOf, type RestartSurroundings, restartKindOf } from './restarting.ts';

const around = (given: Partial<RestartSurroundings> = {}): RestartSurroundings => ({
  environment: {},
  setting: undefined,
  isAlive: (pid) => pid === 4711,
  canTell: true,
  ...given,
});
const supervisor = { MILLWRIGHT_SUPERVISOR: '4711' };

describe('who starts Node-RED again', () => {
  it('is a supervisor that lives and can be told', () => {
    assert.equal(restartKindOf(around({ environment: supervisor })), 'supervised');
    assert.equal(restartKindOf(around({ environment: supervisor, canTell: false })), 'none');
    for (const text of ['4712', '', '-1', 'many'])
      assert.equal(restartKindOf(around({ environment: { MILLWRIGHT_SUPERVISOR: text } })), 'none', text);
  });

  it('is whatever stands behind the process where somebody says so', () => {
    assert.equal(restartKindOf(around({ setting: 'exit' })), 'exit');
    assert.equal(restartKindOf(around({ environment: { MILLWRIGHT_RESTART: 'exit' } })), 'exit');
    assert.equal(restartKindOf(around({ setting: true })), 'none');
  });
});

describe('how the process before ended', () => {
  it('is what a supervisor says, and nobody else', () => {
    const boots = { before: 'a', now: 'a' };
    for (const cause of ['crash', 'blocked', 'reboot', 'unknown'])
      assert.equal(causeOf('supervised', cause, boots), cause);
    assert.equal(causeOf('exit', 'crash', boots), 'unknown');
    assert.equal(causeOf('supervised', 'nonsense', boots), 'unknown');
  });

  it('is a start of the machine where that is another one than noted', () => {
    assert.equal(causeOf('none', undefined, { before: 'a', now: 'b' }), 'reboot');
    assert.equal(causeOf('none', undefined, { before: undefined, now: 'b' }), 'unknown');
    assert.equal(causeOf('none', undefined, { before: 'a', now: undefined }), 'unknown');
  });

  it('is noted for the next start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'millwright-boot-'));
    const noted = join(directory, 'boot');
    try {
      assert.deepEqual(await bootedNow(around(), noted), { restart: 'none', cause: 'unknown' });
      const text = await readFile(noted, 'utf8').catch(() => '');
      assert.deepEqual(await bootedNow(around(), noted), { restart: 'none', cause: 'unknown' });
      assert.equal(await readFile(noted, 'utf8').catch(() => ''), text);
      const ended = (MILLWRIGHT_CAUSE: string, MILLWRIGHT_SIGNAL: string) =>
        bootedNow(around({ environment: { ...supervisor, MILLWRIGHT_CAUSE, MILLWRIGHT_SIGNAL } }), noted);
      const crash = { restart: 'supervised', cause: 'crash' };
      assert.deepEqual(await ended('crash', 'SIGKILL'), { ...crash, signal: 'SIGKILL' });
      // Out of memory, in Node.js itself.
      assert.deepEqual(await ended('crash', 'SIGABRT'), crash);
      assert.deepEqual(await ended('crash', ''), crash);
      assert.deepEqual(await ended('blocked', 'SIGKILL'), { ...crash, cause: 'blocked' });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
