import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
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
import { Turns } from '../settings/turns.ts';
import { readFileAnchors } from './file-anchors.ts';
import { openFileSender } from './file-sender.ts';
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
  const openIn = (where: () => Promise<string>) =>
    openFileSender({
      name: 'copy',
      directory: where,
      turns: new Turns(),
      now: () => new Date('2026-11-26T08:00:00.123Z'),
    });
  const open = () => openIn(async () => directory());

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

  it('does not get twice what others added a remark to', async () => {
    await sender.send(records(0, 4), signal);
    await sender.close();
    appendFileSync(events(), 'a remark\n');
    sender = open();
    await sender.send(records(2, 6), signal);
    assert.equal(readFileSync(events(), 'utf8'), `${lines(0, 4)}a remark\n${lines(4, 6)}`);
  });

  it('keeps the events of another log apart, whose numbers begin again', async () => {
    const asides = () => readdirSync(directory()).filter((name) => name.startsWith('events-'));
    const otherOf = (from: number, to: number) =>
      records(from, to).map(({ seq }) => ({ seq, record: `{"other":true,"seq":${seq}}` }));
    const textOf = (all: readonly { record: string }[]) => all.map(({ record }) => `${record}\n`).join('');
    await sender.send(records(0, 4), signal);
    // At once, and after a restart in which something was already delivered of the other one.
    await sender.send(otherOf(1, 3), signal);
    await sender.close();
    sender = open();
    await sender.send(otherOf(2, 5), signal);
    assert.equal(readFileSync(events(), 'utf8'), textOf(otherOf(1, 5)));
    assert.deepEqual(asides(), ['events-20261126T080000Z.jsonl']);
    assert.equal(readFileSync(join(directory(), asides()[0] ?? ''), 'utf8'), lines(0, 4));
    await sender.close();
    sender = open();
    await sender.send(records(0, 1), signal);
    assert.deepEqual(asides(), ['events-20261126T080000Z-2.jsonl', 'events-20261126T080000Z.jsonl']);
    assert.equal(readFileSync(join(directory(), asides()[0] ?? ''), 'utf8'), textOf(otherOf(1, 5)));
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 1));
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
    const careful = openIn(() => Promise.reject(refused));
    await assert.rejects(careful.send(records(0, 1), signal), refused);
    assert.equal(existsSync(directory()), false);
  });

  it('that hangs is asked once, by all together', async () => {
    let asked = 0;
    const { promise: hang, resolve: end } = Promise.withResolvers<void>();
    const turns = new Turns();
    const hanging = openFileSender({
      name: 'copy',
      directory: async () => {
        asked += 1;
        await hang;
        return directory();
      },
      turns,
      now: () => new Date(),
    });
    const stop = new AbortController();
    const first = hanging.send(records(0, 1), signal);
    const second = hanging.test('Hello', stop.signal);
    const closed = hanging.close();
    await new Promise(setImmediate);
    assert.equal(asked, 1);
    stop.abort(new Error('given up'));
    end();
    await Promise.all([first, closed, assert.rejects(second, /given up/)]);
    assert.equal(asked, 1);
    assert.equal(readFileSync(events(), 'utf8'), lines(0, 1));
  });

  it('gives back all checkpoints, also those that were rotated away', async () => {
    await sender.anchor({ size: 3, note: 'origin\n3\nroot\n' }, signal);
    renameSync(join(directory(), 'checkpoints'), join(directory(), 'checkpoints.1'));
    await sender.anchor({ size: 5, note: 'origin\n5\nroot\n' }, signal);
    writeFileSync(join(directory(), 'checkpoints.2.gz'), 'packed');
    const { text, problem } = await readFileAnchors(directory(), 'copy');
    assert.equal(problem, undefined);
    assert.match(text, /^origin\n5\nroot\n\norigin\n3\nroot\n$/);
    await assert.rejects(readFileAnchors(join(parent, 'nowhere'), 'copy'), {
      code: 'audit.directory-failed',
      details: { directory: 'copy', reason: 'ENOENT' },
    });
  });

  it('gives back the newest checkpoints where there are too many, and says so', async () => {
    await sender.anchor({ size: 5, note: 'origin\n5\nroot\n' }, signal);
    await sender.anchor({ size: 9, note: 'origin\n9\nroot\n' }, signal);
    const older = join(directory(), 'checkpoints.1');
    writeFileSync(older, 'origin\n3\nroot\norigin\n4\nroot\n');
    const read = (most: number) => readFileAnchors(directory(), 'copy', most);
    const { text, problem } = await read(42);
    assert.equal(text, 'origin\n5\nroot\norigin\n9\nroot\n\norigin\n4\nroot\n');
    assert.ok(auditErrors.anchorsCut.is(problem));
    assert.deepEqual(await read(56).then(({ problem: none }) => none), undefined);
    const less = await read(17);
    assert.equal(less.text, 'ot\norigin\n9\nroot\n');
    assert.ok(less.problem);
  });
});
