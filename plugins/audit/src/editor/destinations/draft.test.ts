import assert from 'node:assert/strict';
import type { Destination } from '../../common/settings.ts';
import {
  addressOf,
  type DestinationDraft,
  destinationDraft,
  kinds,
  newDestination,
  readDestination,
  withTransport,
} from './draft.ts';

const common = { id: 'one', name: 'One', enabled: true, classes: ['change'], anchor: true } as const;
const saved: readonly Destination[] = [
  { ...common, classes: ['change'], kind: 'file', directory: '/mnt/audit' },
  {
    ...common,
    classes: ['change'],
    kind: 'syslog',
    host: 'siem.example.com',
    port: 6514,
    transport: 'tls',
    facility: 13,
    authority: 'PEM',
  },
  { ...common, classes: ['change'], kind: 'webhook', url: 'https://collector.example.com/a', token: null },
  {
    ...common,
    classes: ['change'],
    kind: 'mqtt',
    url: 'mqtts://broker.example.com',
    topic: 'plant/audit',
    user: 'audit',
    password: null,
    authority: 'PEM',
  },
];
const webhook = (more: Partial<DestinationDraft> = {}): DestinationDraft => ({
  ...newDestination('webhook', 'w', 'Hook'),
  ...more,
});
const sent = (draft: DestinationDraft): Destination => {
  const read = readDestination(draft);
  assert.ok(read.ok, JSON.stringify(read));
  return read.destination;
};

describe('a destination of audit as it is typed', () => {
  it('is read as what it was made of, with its secret left as it is', () => {
    for (const destination of saved) {
      const { token: _token, password: _password, ...rest } = destination as Record<string, unknown>;
      assert.deepEqual(sent(destinationDraft(destination)), rest);
      assert.ok(addressOf(destination).length > 0);
    }
  });

  it('says what is missing of a new one', () => {
    const problems = kinds.map((kind) => {
      const read = readDestination(newDestination(kind, 'new', ''));
      return read.ok ? 'none' : read.problems;
    });
    assert.deepEqual(problems, [
      { name: 'needed', directory: 'needed' },
      { name: 'needed', host: 'needed' },
      { name: 'needed', url: 'needed' },
      { name: 'needed', url: 'needed' },
    ]);
    const syslog = newDestination('syslog', 's', 'S');
    const read = readDestination({ ...syslog, host: 'h', port: '70000', classes: [], anchor: false });
    assert.deepEqual(!read.ok && read.problems, { port: 'wrong', what: 'needed' });
  });

  it('sends a secret only when one was typed, and takes it away only when that was asked', () => {
    const url = 'https://a.example.com/';
    const kept = { kept: url, typed: '', remove: false };
    assert.equal('token' in sent(webhook({ url, secret: kept })), false);
    assert.partialDeepStrictEqual(sent(webhook({ url, secret: { ...kept, typed: 'new' } })), {
      token: 'new',
    });
    assert.partialDeepStrictEqual(sent(webhook({ url, secret: { ...kept, remove: true } })), { token: '' });
  });

  it('asks for the secret again when the address is another one', () => {
    const secret = { kept: 'https://a.example.com/', typed: '', remove: false };
    const url = 'https://b.example.com/';
    const read = readDestination(webhook({ url, secret }));
    assert.deepEqual(!read.ok && read.problems, { secret: 'again' });
    assert.ok(readDestination(webhook({ url, secret: { ...secret, typed: 'new' } })).ok);
    assert.ok(readDestination(webhook({ url, secret: { ...secret, remove: true } })).ok);
  });

  it('leaves a certificate authority out where nothing is encrypted', () => {
    assert.equal('authority' in sent(webhook({ url: 'http://a.example.com/', authority: 'PEM' })), false);
    assert.partialDeepStrictEqual(sent(webhook({ url: 'https://a.example.com/', authority: 'PEM' })), {
      authority: 'PEM',
    });
  });

  it('takes the usual port along with the transport, and leaves one that was chosen', () => {
    const syslog = newDestination('syslog', 's', 'S');
    assert.equal(withTransport(syslog, 'tls').port, '6514');
    assert.equal(withTransport({ ...syslog, port: '1514' }, 'tls').port, '1514');
  });
});
