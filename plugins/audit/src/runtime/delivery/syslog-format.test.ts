import assert from 'node:assert/strict';
import { findCheckpoints } from '@millwright/ledger';
import { describe, it } from 'mocha';
import { checkpointMessage, eventMessage, frames, testMessage } from './syslog-format.ts';

const event = {
  actor: { kind: 'user', name: 'änne' },
  boot: '0123456789abcdef',
  class: 'change',
  format: 1,
  instance: 'Linie 3 "Süd"',
  name: 'flows.deploy',
  outcome: 'success',
  seq: 9,
  time: '2026-11-26T08:00:00.123Z',
  uptime: 5,
};
const message = (more: object, options = { facility: 13, instance: 'plant' }) =>
  eventMessage({ seq: 9, record: JSON.stringify({ ...event, ...more }) }, options).toString();

/** The grammar of RFC 5424, section 6, for what we send. */
const grammar =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) (\[[\x21-\x7e]{1,32}(?: [\x21-\x7e]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*\]) ([\s\S]*)$/;

describe('a message of syslog', () => {
  it('says what the event says, and carries the record as it is', () => {
    assert.equal(
      message({}),
      `<109>1 2026-11-26T08:00:00.123Z Linie_3_"S_d" millwright 0123456789abcdef flows.deploy [millwright@32473 seq="9" class="change" outcome="success"] ${JSON.stringify(event)}`,
    );
  });

  it('keeps to the grammar whatever the event says', () => {
    for (const hostile of ['', ' ', '\u0000', '"]\\', '[x@1 y="z"]', 'é'.repeat(400), '\n<0>1 - - - - - -']) {
      const text = message({ instance: hostile, boot: hostile, name: hostile || 'x', class: hostile });
      const found = grammar.exec(text);
      assert.ok(found, text);
      assert.equal(JSON.parse(found[8] ?? '').instance, hostile);
    }
  });

  it('has a severity by the outcome', () => {
    const severityOf = (outcome: string | undefined) =>
      Number(/^<(\d+)>/.exec(message({ outcome }, { facility: 0, instance: 'plant' }))?.[1]);
    assert.deepEqual(['success', 'refused', 'failed', 'unknown', undefined].map(severityOf), [5, 4, 4, 4, 6]);
  });

  it('is cut between characters, and says so', () => {
    const record = JSON.stringify({ ...event, reason: 'é漢😀'.repeat(50) });
    for (let most = 200; most < 260; most += 1) {
      const bytes = eventMessage({ seq: 9, record }, { facility: 13, instance: 'plant', most });
      assert.ok(bytes.length <= most && bytes.length > most - 4);
      const [, , , , , , , data, text = '-'] = grammar.exec(bytes.toString()) ?? [];
      assert.match(data ?? '', / cut="true"\]$/);
      assert.ok(record.startsWith(text), text);
    }
  });

  it('carries a checkpoint on one line', () => {
    const root = Buffer.alloc(32, 7).toString('base64');
    const note = `millwright/audit/plant/00000000\n9\n${root}\ntime 5\n\n\u2014 millwright/audit/plant/00000000 AAAAAAAA\n`;
    const time = '2026-11-26T08:00:00.123Z';
    const text = checkpointMessage({ size: 9, note }, time, { facility: 13, instance: 'plant' }).toString();
    const found = grammar.exec(text);
    assert.deepEqual(found?.slice(6, 8), ['audit.checkpoint', '[millwright@32473 size="9"]']);
    assert.doesNotMatch(text, /\n/);
    assert.deepEqual(
      findCheckpoints(text).map((one) => one.note),
      [note],
    );
  });

  it('can be a test, which is no event', () => {
    const text = testMessage('Hello', '2026-11-26T08:00:00.123Z', { facility: 1, instance: 'plant' });
    assert.equal(
      text.toString(),
      '<14>1 2026-11-26T08:00:00.123Z plant millwright - audit.test [millwright@32473] Hello',
    );
  });

  it('stands in a stream with its length in bytes before it', () => {
    assert.equal(frames([Buffer.from('é'), Buffer.from('abc')]).toString(), '2 é3 abc');
  });
});
