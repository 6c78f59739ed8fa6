import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  checkpointLine,
  encodeEvent,
  exportLines,
  Frontier,
  joinDigests,
  leafDigest,
  logApplicationId,
  logEvents,
  logMigrations,
  makeKey,
  type SigningKey,
  signCheckpoint,
  signExport,
  wordsOf,
} from '@millwright/ledger';
import { commands } from '../commands.ts';
import { main } from '../main.ts';
import { recorded } from '../output.fixture.ts';

const origin = 'millwright/audit/line-3/0123abcd';
const time = Date.parse('2026-11-26T06:00:00Z');

describe('millwright audit', () => {
  let directory: string;
  let file: string;
  let key: SigningKey;
  let pin: string;
  let owner: DatabaseSync;

  /** A log of 300 events with checkpoints after each 100, open as a Node-RED that runs has it. */
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-cli-'));
    mkdirSync(join(directory, 'user/millwright'), { recursive: true });
    file = join(directory, 'user/millwright/audit.db');
    owner = new DatabaseSync(file);
    owner.exec(`pragma journal_mode = wal; pragma application_id = ${logApplicationId}`);
    for (const migration of logMigrations) owner.exec(migration);
    owner.exec(`pragma user_version = ${logMigrations.length}`);
    key = makeKey(origin);
    pin = key.public.fingerprint;
    owner.prepare('insert into key values (0, ?, 0, null)').run(key.public.text);
    const tree = new Frontier();
    const notes: string[] = [];
    owner.exec('begin');
    while (tree.size < 300) {
      const seq = tree.size;
      const event = {
        format: 1 as const,
        seq,
        time: new Date(time + seq).toISOString(),
        boot: '0123456789abcdef',
        uptime: seq,
        instance: 'Line 3',
        name: seq === 0 ? logEvents.begin : 'flows.deploy',
        class: 'system' as const,
        outcome: 'success' as const,
        actor: { kind: 'user' as const, name: 'ana' },
        ...(seq === 0 ? { data: { origin, publicKey: key.public.text } } : {}),
      };
      const record = encodeEvent(event);
      owner
        .prepare('insert into event (seq, record, digest, words) values (?, ?, ?, ?)')
        .run(seq, record, leafDigest(record), wordsOf(event));
      owner.prepare('insert into event_words (rowid, words) values (?, ?)').run(seq, wordsOf(event));
      tree.append(leafDigest(record));
      if (tree.size % 100 > 0) continue;
      const note = signCheckpoint({ size: tree.size, root: tree.root(), time }, key);
      notes.push(note);
      owner
        .prepare('insert into checkpoint values (?, ?, ?, ?)')
        .run(tree.size, time, note, joinDigests(tree.digests()));
    }
    owner.exec('commit');
    mkdirSync(join(directory, 'anchors'));
    writeFileSync(join(directory, 'anchors/checkpoints'), notes[0] ?? '');
    writeFileSync(
      join(directory, 'syslog'),
      `<110>1 - host millwright - - - ${checkpointLine(notes[1] ?? '')}\n`,
    );
  });
  after(() => {
    owner.close();
    rmSync(directory, { recursive: true });
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const surroundings = recorded();
    const code = await main(['audit', ...args], commands, surroundings);
    return { code, out: surroundings.text(), err: surroundings.errorText() };
  }
  const anchors = () => ['--anchors', join(directory, 'anchors'), '--anchors', join(directory, 'syslog')];
  const listed = () => readdirSync(join(directory, 'user/millwright')).sort();

  it('says of a log that runs that it is as it was, as far as anchors go, and writes nothing', async () => {
    const before = listed();
    const { code, out, err } = await run('verify', join(directory, 'user'), ...anchors());
    assert.equal(err, '');
    assert.match(out, /^● The log is as it was written\.\n/);
    assert.match(out, /300 written, 300 checked\n/);
    assert.match(out, /the first 200 by 2 anchors, the last 100 by none yet; 300 signed/);
    assert.match(
      out.replace(/\s+/g, ' '),
      /as of event 299, 2026-11-26 .* local time \(2026-11-26T06:00:00Z UTC\): the newest signed checkpoint; event 199, .*: the newest anchor $/,
    );
    assert.equal(code, 0);
    assert.deepEqual(listed(), before);
  });

  it('does not say so without an anchor, or with those of another log', async () => {
    const { code, out } = await run('verify', file);
    assert.equal(code, 2);
    assert.match(out, /^▲ Nobody can tell.*Give checkpoints/s);
    const key = makeKey('another/log');
    const other = join(directory, 'other');
    writeFileSync(other, signCheckpoint({ size: 1, root: Buffer.alloc(32), time }, key));
    const foreign = await run('verify', file, '--anchors', other);
    assert.equal(foreign.code, 2);
    assert.match(foreign.out, /1 anchor of other logs left out/);
  });

  it('does not say so of a log that may have replaced another, until it is told that this is known', async () => {
    const former = 'millwright/audit/line-3/ffffffff';
    const path = join(directory, 'former');
    writeFileSync(path, signCheckpoint({ size: 512, root: Buffer.alloc(32), time }, makeKey(former)));
    const { code, out } = await run('verify', file, ...anchors(), '--anchors', path);
    assert.equal(code, 2);
    assert.match(out, /^▲ Nobody can tell.*may have taken that one\s+away.*--former/s);
    assert.match(
      out,
      /other log {3}millwright\/audit\/line-3\/ffffffff, 512 events\s+by\s+its\s+last\s+anchor/,
    );
    const known = ['--anchors', path, '--former', former];
    assert.equal((await run('verify', file, ...anchors(), ...known)).code, 0);
  });

  it('names the first event that is not as it was', async () => {
    const copy = join(directory, 'changed.db');
    owner.exec('pragma wal_checkpoint(truncate)');
    copyFileSync(file, copy);
    const changed = new DatabaseSync(copy);
    changed.exec(`update event set record = replace(record, 'ana', 'bob') where seq = 42`);
    changed.close();
    const { code, out } = await run('verify', copy, ...anchors(), '--json');
    assert.equal(code, 1);
    const verdict = JSON.parse(out);
    assert.deepEqual([verdict.format, verdict.result, verdict.faults[0].seq], [1, 'tampered', 42]);
    const text = await run('verify', copy, ...anchors());
    assert.match(text.out, /^■ The log is not as it was written\.\n {2}digest {6}Event 42 is not what/);
    assert.match(text.out, /What to do now\n {2}1\. {10}Keep a copy.*Do not restore a backup over it/s);
    assert.equal((await run('verify', file, ...anchors(), '--pin', '00')).code, 1);
  });

  it('finds a file that SQLite cannot read', async () => {
    const copy = join(directory, 'header.db');
    const bytes = readFileSync(file);
    bytes[3] = 0;
    writeFileSync(copy, bytes);
    const { code, out } = await run('verify', copy, ...anchors());
    assert.equal(code, 1);
    assert.match(out, /unreadable/);
  });

  it('checks an export', async () => {
    const lines = [exportLines.head({ origin, time })];
    const keys = owner.prepare('select epoch, public, since, handover from key').all();
    lines.push(...keys.map((key) => exportLines.key(key as never)));
    for (const { record } of owner.prepare('select record from event order by seq').all())
      lines.push(exportLines.record(String(record)));
    const last = owner.prepare('select size, note from checkpoint where size = 300').get();
    lines.push(exportLines.checkpoint(last as never));
    const seal = { events: 300, size: 300, digest: hash('sha256', lines.join(''), 'hex') };
    lines.push(exportLines.end({ ...seal, keys: [], signed: signExport(seal, key) }));
    const path = join(directory, 'events.jsonl');
    writeFileSync(path, lines.join(''));
    assert.equal((await run('verify', path, ...anchors())).code, 0);
    // An older export is an anchor too.
    assert.match(
      (await run('verify', file, '--anchors', path)).out,
      /the first 300 by 1 anchor, which is all/,
    );
    writeFileSync(path, lines.join('').replace('"seq":7,', '"seq":7, '));
    assert.equal((await run('verify', path, ...anchors())).code, 1);
  });

  it('checks what a file destination has received, rotated and some of it twice', async () => {
    const place = join(directory, 'delivered');
    mkdirSync(place);
    const records = owner
      .prepare('select record from event order by seq')
      .all()
      .map(({ record }) => `${record}\n`);
    writeFileSync(join(place, 'events.jsonl.1'), records.slice(0, 120).join(''));
    writeFileSync(join(place, 'events.jsonl'), records.slice(110).join(''));
    assert.equal((await run('verify', place)).code, 2);
    copyFileSync(join(directory, 'anchors/checkpoints'), join(place, 'checkpoints'));
    const alone = await run('verify', place);
    assert.equal(alone.code, 2);
    assert.match(alone.out, /vouch for\s+nothing/);
    assert.match(
      alone.out.replace(/\s+/g, ' '),
      /as of event 99, .* local time \(2026-11-26T06:00:00Z UTC\): the newest signed checkpoint; no anchor\. .*cut off/,
    );
    assert.match((await run('verify', place, '--anchors', place)).out, /^●.*the first 100 by 1 anchor/s);
    const both = ['--anchors', join(directory, 'syslog'), '--anchors', place];
    const { code, out } = await run('verify', place, ...both);
    assert.equal(code, 0, out);
    assert.match(out, /the first 200 by 2 anchors, the last 100 by none yet/);
    assert.match(out.replace(/\s+/g, ' '), /event 199, .*06:00:00Z UTC\): the newest anchor/);
    writeFileSync(
      join(place, 'events.jsonl'),
      records.slice(110).join('').replace('"seq":150,', '"seq":150 ,'),
    );
    assert.equal((await run('verify', place, '--anchors', join(directory, 'syslog'))).code, 1);
    writeFileSync(join(place, 'events.jsonl'), records.slice(130).join(''));
    assert.match((await run('verify', place)).err, /lacks events 120 to 129.*ledger\.incomplete-copy/s);
    rmSync(join(place, 'events.jsonl'));
    assert.match((await run('verify', place, ...anchors())).err, /lacks events 120 to 199/);
  });

  it('takes no text for the end of a line', async () => {
    const place = join(directory, 'separators');
    mkdirSync(place);
    const key = makeKey(origin);
    const tree = new Frontier();
    const records = ['begin', 'a\u2028b\u2029c\u0085d'].map((reason, seq) =>
      encodeEvent({
        format: 1,
        seq,
        time: new Date(time).toISOString(),
        boot: '0123456789abcdef',
        uptime: 0,
        instance: 'Line 3',
        name: seq === 0 ? logEvents.begin : 'flows.deploy',
        class: 'system',
        outcome: 'success',
        actor: { kind: 'user', name: 'ana' },
        reason,
        ...(seq === 0 ? { data: { origin, publicKey: key.public.text } } : {}),
      }),
    );
    for (const record of records) tree.append(leafDigest(record));
    writeFileSync(join(place, 'events.jsonl'), records.map((record) => `${record}\n`).join(''));
    writeFileSync(join(place, 'checkpoints'), signCheckpoint({ size: 2, root: tree.root(), time }, key));
    const { code, out } = await run('verify', place, '--anchors', place);
    assert.equal(code, 0, out);
  });

  it('says of an empty file that it is empty', async () => {
    mkdirSync(join(directory, 'emptied'));
    const empty = join(directory, 'emptied/audit.db');
    writeFileSync(empty, '');
    for (const path of [empty, join(directory, 'emptied')]) {
      const { code, err } = await run('verify', path);
      assert.equal(code, 2);
      assert.match(err, /the file\s+is\s+empty.*cli\.log-unreadable/s);
    }
  });

  it('writes a proof that a stranger can check', async () => {
    const proof = join(directory, 'event.tlog-proof');
    assert.deepEqual(await run('prove', '142', join(directory, 'user'), '--output', proof), {
      code: 0,
      out: '',
      err: '',
    });
    assert.match((await run('prove', '1', file, '--output', proof)).err, /cli\.output-unwritable/);
    const { code, out } = await run('check-proof', proof, '--pin', pin);
    assert.equal(code, 0);
    assert.match(out, /^● The event is in the log\..*142 {2}2026-11-26T06:00:00\.142Z/s);
    assert.equal((await run('check-proof', proof)).code, 2);
    assert.equal((await run('check-proof', proof, ...anchors())).code, 0);
    assert.equal((await run('check-proof', proof, '--pin', 'ab')).code, 1);
    assert.match((await run('prove', '300', file)).err, /ledger\.unproved/);
    assert.match((await run('check-proof', file)).err, /ledger\.proof-invalid/);
  });

  it('has a running Node-RED prove an event, and says where audit is not there', async () => {
    const answers: Readonly<Record<string, string>> = {
      '/millwright/audit/events/7/proof': JSON.stringify({ proof: 'the proof\n', fileName: 'x' }),
      '/settings': '{}',
    };
    const server = createServer(({ url = '' }, response) => {
      response.writeHead(answers[url] ? 200 : 404, { 'Content-Type': 'application/json' }).end(answers[url]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      assert.deepEqual(await run('prove', '7', '--url', url), { code: 0, out: 'the proof\n', err: '' });
      assert.match((await run('prove', '8', '--url', url)).err, /cli\.no-audit/);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('says how it is used', async () => {
    const wrong: readonly (readonly [args: readonly string[], code: RegExp])[] = [
      [['verify'], /cli\.bad-arguments/],
      [['verify', join(directory, 'nothing')], /cli\.log-unreadable/],
      [['verify', join(directory, 'anchors')], /cli\.log-unreadable/],
      [['verify', file, '--anchors', join(directory, 'nothing')], /cli\.anchors-unreadable/],
      [['prove', 'x', file], /cli\.bad-arguments/],
      [['prove', '1', file, '--url', 'http://localhost'], /cli\.bad-arguments/],
      [['check-proof'], /cli\.bad-arguments/],
    ];
    for (const [args, expected] of wrong) {
      const { code, out, err } = await run(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, expected);
    }
  });
});
