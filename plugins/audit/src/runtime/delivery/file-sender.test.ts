import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import { openFileSender, readFileAnchors } from './file-sender.ts';
import type { Sender } from './sender.ts';

const { signal } = new AbortController();
const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    seq: from + index,
    record: `{"n":"é","seq":${from + index}}`,
  }));
const lines = (from: number, to: number) =>
  records(from, to)
    .map(({ record }) => `${record}\n`)
    .join('');

describe('a directory as a destination', () => {
  let parent: string;
  let sender: Sender;
  const directory = () => join(parent, 'made/copy');
  const events = () => join(directory(), 'events.jsonl');
  const open = () => openFileSender(directory, 'copy');

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'millwright-file-'));
    sender = open();
  });
  afterEach(async () => {
    await sender.close();
    rmSync(parent, { recursive: true });
  });

  it('is made for its owner alone, and gets events and checkpoints in two files', async () => {
    await sender.send(records(0, 3), signal);
    await sender.anchor({ size: 3, note: 'origin\n3\nroot\n' }, signal);
    await sender.send(records(3, 5), signal);
    await sender.anchor({ size: 5, note: 'origin\n5\nroot\n' }, signal);
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 5));
    const checkpoints = join(directory(), 'checkpoints');
    assert.equal(readFileSync(checkpoints, 'utf8'), 'origin\n3\nroot\norigin\n5\nroot\n');
    assert.equal(statSync(directory()).mode & 0o777, 0o700);
    assert.equal(statSync(events()).mode & 0o777, 0o600);
  });

  it('begins anew when the files were moved away or deleted, while they are open', async () => {
    await sender.send(records(0, 3), signal);
    renameSync(events(), `${events()}.1`);
    await sender.send(records(3, 5), signal);
    rmSync(events());
    await sender.send(records(5, 6), signal);
    rmSync(directory(), { recursive: true });
    await sender.send(records(6, 7), signal);
    assert.equal(readFileSync(events(), 'utf8'), lines(6, 7));
  });

  it('keeps what others added, and goes on after it', async () => {
    await sender.send(records(0, 1), signal);
    appendFileSync(events(), 'a remark\n');
    await sender.send(records(1, 2), signal);
    assert.equal(readFileSync(events(), 'utf8'), `${lines(0, 1)}a remark\n${lines(1, 2)}`);
  });

  it('does not get twice what was written, but not known to be, and loses half a line', async () => {
    await sender.send(records(0, 4), signal);
    await sender.close();
    sender = open();
    await sender.send(records(2, 6), signal);
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 6));
    await sender.close();

    writeFileSync(events(), lines(0, 6).slice(0, -8));
    sender = open();
    await sender.send(records(4, 8), signal);
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 8));
  });

  it('gets again what another log has under the same numbers', async () => {
    await sender.send(records(0, 4), signal);
    await sender.close();
    sender = open();
    const others = records(0, 4).map(({ seq }) => ({ seq, record: `{"other":${seq}}` }));
    await sender.send(others, signal);
    assert.equal(
      readFileSync(events(), 'utf8'),
      `${lines(0, 4)}${others.map(({ record }) => `${record}\n`).join('')}`,
    );
  });

  it('is tested without a line', async () => {
    await sender.test('Hello', signal);
    assert.equal(readFileSync(events(), 'utf8'), '');
  });

  it('is never written through a link', async function () {
    if (process.platform === 'win32') this.skip();
    await sender.test('Hello', signal);
    rmSync(events());
    const elsewhere = join(parent, 'elsewhere');
    writeFileSync(elsewhere, '');
    symlinkSync(elsewhere, events());
    await assert.rejects(sender.send(records(0, 1), signal), {
      code: 'audit.directory-failed',
      details: { directory: 'copy', reason: 'ELOOP' },
    });
    assert.equal(readFileSync(elsewhere, 'utf8'), '');
  });

  it('says what the system says, and takes up again once that is mended', async () => {
    writeFileSync(join(parent, 'made'), '');
    await assert.rejects(sender.send(records(0, 1), signal), { code: 'audit.directory-failed' });
    rmSync(join(parent, 'made'));
    await sender.send(records(0, 1), signal);
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 1));
  });

  it('is asked for at each use: it may be a link to elsewhere by now', async () => {
    const refused = auditErrors.directoryForbidden({ directory: 'copy' });
    const careful = openFileSender(() => {
      throw refused;
    }, 'copy');
    await assert.rejects(careful.send(records(0, 1), signal), refused);
    assert.equal(existsSync(directory()), false);
  });

  it('gives back all checkpoints, also those that were rotated away', async () => {
    await sender.anchor({ size: 3, note: 'origin\n3\nroot\n' }, signal);
    renameSync(join(directory(), 'checkpoints'), join(directory(), 'checkpoints.1'));
    await sender.anchor({ size: 5, note: 'origin\n5\nroot\n' }, signal);
    writeFileSync(join(directory(), 'checkpoints.2.gz'), 'packed');
    const text = await readFileAnchors(directory(), 'copy');
    assert.match(text, /^origin\n5\nroot\n\norigin\n3\nroot\n$/);
    await assert.rejects(readFileAnchors(join(parent, 'nowhere'), 'copy'), {
      code: 'audit.directory-failed',
      details: { directory: 'copy', reason: 'ENOENT' },
    });
  });
});
