import assert from 'node:assert/strict';
import { changeBetween, divideFlows } from '@millwright/flows';
import type { AuditEvent } from '@millwright/ledger';
import { mostNodes, mostParts, summaryOf } from './change-summary.ts';
import { credentialChanges, digestCredentials } from './credential-digests.ts';
import { pickFields } from './fields.ts';
import { burst, Flood, mostAddresses, perSecond } from './flood.ts';
import { crashEvent } from './process-events.ts';
import { refusalOf } from './refusal.ts';
import { cut } from './texts.ts';

describe('what audit takes of a change', () => {
  it('is small however much changed, and counts the rest', () => {
    const tabs = Array.from({ length: mostParts + 5 }, (_, tab) => ({
      id: `t${tab}`,
      type: 'tab',
      label: 'x',
    }));
    const nodes = tabs.flatMap(({ id }) =>
      Array.from({ length: 10 }, (_, node) => ({ id: `${id}-${node}`, type: 'debug', z: id, name: 'y' })),
    );
    const change = changeBetween(divideFlows([]), divideFlows([...tabs, ...nodes]));
    const summary = summaryOf(change);
    assert.equal(summary?.parts.length, mostParts);
    assert.equal(summary?.moreParts, 5);
    const listed = summary?.parts.flatMap((part) => part.nodes) ?? [];
    assert.equal(listed.length, mostNodes);
    assert.equal(summary?.moreNodes, nodes.length - mostNodes);
    assert.deepEqual(summaryOf(change, false)?.parts[0]?.nodes, []);
  });

  it('names what of nodes is other, never what it is, and fits into 16 KiB whatever it is called', () => {
    const long = (letter: string) => letter.repeat(300);
    const items = (value: string) =>
      Array.from({ length: 200 }, (_, node) => ({
        id: `${node}${long('i')}`,
        type: long('t'),
        z: 'tab',
        name: `${value}${long('n')}`,
        ...Object.fromEntries(Array.from({ length: 40 }, (_, of) => [`${of}${long('p')}`, value])),
      }));
    const summary = summaryOf(changeBetween(divideFlows(items('secret')), divideFlows(items('canary'))));
    const [first] = summary?.parts[0]?.nodes ?? [];
    assert.equal(first?.properties?.length, 20);
    assert.ok(first?.formerName?.startsWith('secretn'));
    const text = JSON.stringify({
      ...summary,
      parts: summary?.parts.map(({ nodes, ...part }) => ({
        ...part,
        nodes: nodes.map(({ name: _name, formerName: _former, ...node }) => node),
      })),
    });
    assert.doesNotMatch(text, /secret|canary/);
    assert.ok(Buffer.byteLength(JSON.stringify(summary)) < 16 * 1024);
    assert.ok((summary?.moreNodes ?? 0) > 150);
  });

  it('is nothing where nothing changed', () => {
    assert.equal(summaryOf({ parts: [], reordered: false }), undefined);
  });
});

describe('what audit takes of credentials', () => {
  const address = (text: string) => Buffer.from(text.padEnd(16).slice(0, 16));
  const of = (values: object) => new Map([['n', digestCredentials({ ...values }, address)]]);

  it('names what was set and what was taken away, and not what stayed', () => {
    const { credentials } = credentialChanges(of({ a: '1', b: '2', c: '3' }), of({ a: '1', b: '9', d: '4' }));
    assert.deepEqual(
      credentials?.map(({ field, state, digest }) => [field, state, typeof digest]),
      [
        ['b', 'set', 'string'],
        ['d', 'set', 'string'],
        ['c', 'removed', 'undefined'],
      ],
    );
    assert.deepEqual(credentialChanges(of({ a: '1' }), of({ a: '1' })), {});
  });

  it('takes values that are no JSON', () => {
    assert.equal(of({ a: 10n }).get('n')?.size, 1);
  });
});

describe('texts of events', () => {
  it('are well-formed, no longer than allowed, and without what looks like a secret', () => {
    assert.equal(cut('a\ud83d', 5), 'a\ufffd');
    assert.equal(cut('ab😀cd', 4), 'ab…');
    assert.ok(cut('x'.repeat(500)).length <= 200);
    assert.equal(cut('https://anna:pw@plant/'), 'https://***@plant/');
  });

  it('are taken field by field', () => {
    const fields = { a: 'text', b: 'integer', c: 'boolean', d: 'list' } as const;
    assert.deepEqual(pickFields(fields, { a: 1, b: 1.5, c: 'x', d: {}, e: 'more' }), undefined);
    assert.deepEqual(pickFields(fields, { a: 'x', b: 1, c: false, d: ['y', {}, 2] }), {
      a: 'x',
      b: 1,
      c: false,
      d: ['y', 2],
    });
  });
});

describe('what audit takes of a refusal', () => {
  it('is each rule once, and what was not allowed', () => {
    const rule = { role: 'operator', rule: 'No ovens' };
    const reasons = [
      { action: 'flow.edit', code: 'denied', rule, about: { id: 'secret' } },
      { action: 'flow.edit', code: 'denied', rule },
      { action: 'deploy.full', code: 'no-rule' },
    ];
    assert.deepEqual(refusalOf({ reasons }), {
      rules: [rule],
      denied: ['flow.edit: denied', 'deploy.full: no-rule'],
    });
    assert.deepEqual(refusalOf({ reason: 'other' }), {});
  });
});

describe('strangers', () => {
  it('are recorded up to a burst, and counted beyond it', () => {
    let now = 1_000;
    const flood = new Flood(() => now);
    const admitted = () => Array.from({ length: burst + 50 }, () => flood.admits()).filter(Boolean).length;
    assert.equal(admitted(), burst);
    assert.deepEqual(flood.take(), [{ count: 50, since: 1_000, until: 1_000 }]);
    assert.deepEqual(flood.take(), []);
    now += 5_000;
    assert.equal(admitted(), 5 * perSecond);
  });

  it('are counted by address, as long as there are not too many', () => {
    let now = 1_000;
    const flood = new Flood(() => now);
    for (let left = burst; left > 0; left -= 1) flood.admits('first');
    for (const _each of [1, 2]) flood.admits('192.0.2.1');
    flood.admits('192.0.2.2');
    now += 100;
    flood.admits('192.0.2.1');
    assert.deepEqual(flood.take(), [
      { address: '192.0.2.1', count: 3, since: 1_000, until: 1_100 },
      { address: '192.0.2.2', count: 1, since: 1_000, until: 1_000 },
    ]);
    for (let each = 0; each < mostAddresses + 7; each += 1) flood.admits(`a${each}`);
    const counted = flood.take();
    assert.equal(counted.length, mostAddresses + 1);
    assert.equal(counted.find(({ address }) => address === undefined)?.count, 7);
  });
});

describe('a run of the process', () => {
  const event = (seq: number, name: string) => ({ seq, name, boot: 'b', time: `t${seq}` }) as AuditEvent;

  it('has crashed if it began and did not end', () => {
    const found = (living: readonly string[], ...names: string[]) =>
      crashEvent(
        names.map((name, seq) => event(seq, name)),
        event(9, 'x'),
        living,
        5,
      )?.data;
    const crash = (...names: string[]) => found([], ...names);
    assert.equal(found(['b'], 'process.start'), undefined, 'another process that lives');
    assert.deepEqual(crash('process.start'), { run: 'b', since: 't0', lastEvent: 't9' });
    assert.deepEqual(crash('process.stop', 'audit.start'), { run: 'b', since: 't1', lastEvent: 't9' });
    assert.equal(crash('process.start', 'process.stop'), undefined);
    assert.equal(crash('audit.start', 'audit.end'), undefined);
    assert.equal(crash(), undefined);
  });
});
