import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type AuditEvent, findCheckpoints } from '@millwright/ledger';
import {
  everything,
  freePort,
  makeCertificates,
  Rsyslog,
  requirePeer,
  variants,
  waitFor,
} from '@millwright/testing';
import { afterEach, describe, it } from 'mocha';
import type { Destination } from '../../../plugins/audit/src/common/settings.ts';
import { common, deliveryForEach } from './delivery.ts';

const transports = ['udp', 'tcp', 'tls'] as const;

describe('a syslog receiver (rsyslog)', () => {
  const fixture = deliveryForEach();
  const running = new Set<Rsyslog>();

  afterEach(async () => {
    await Promise.all([...running].map((receiver) => receiver.stop()));
    running.clear();
  });

  async function receiver(transport: (typeof transports)[number], context: Mocha.Context) {
    const program = requirePeer(context, 'rsyslogd');
    const port = await freePort();
    const tls =
      transport === 'tls' ? makeCertificates(requirePeer(context, 'openssl'), fixture.directory) : undefined;
    const { directory } = fixture;
    const rsyslog = new Rsyslog({ program, directory, port, transport, ...(tls ? { tls } : {}) });
    running.add(rsyslog);
    const destination: Destination = {
      ...common,
      kind: 'syslog',
      host: tls ? 'localhost' : '127.0.0.1',
      port,
      transport,
      facility: 13,
      ...(tls ? { authority: readFileSync(tls.authority, 'utf8') } : {}),
    };
    return { rsyslog, destination };
  }

  const texts = (rsyslog: Rsyslog): readonly string[] => rsyslog.messages().map(({ text }) => text);

  for (const transport of transports) {
    it(`gets header and record byte for byte over ${transport}`, async function () {
      const { rsyslog, destination } = await receiver(transport, this);
      await rsyslog.start();
      const delivery = await fixture.deliver({ ...destination, anchor: true });
      const hostile = '"\\]é漢\u007f\u2028 %m <13>1 - \t\n[x y="z"]';
      await fixture.append(1, { target: { kind: 'node', id: hostile, name: hostile }, reason: hostile });
      await fixture.append(1, { outcome: 'refused', class: 'log-in', name: 'auth.login.fail.credentials' });
      const { outcome: _outcome, ...intent } = { outcome: undefined, reason: 'x'.repeat(1900) };
      await fixture.append(1, intent);
      const { note, size } = await fixture.audit.log.checkpoint();
      await waitFor('all have arrived', () => rsyslog.messages().length >= size + 1);
      await delivery.until('up-to-date');

      const records = fixture.records();
      const messages = rsyslog.messages();
      assert.deepEqual(texts(rsyslog).slice(0, size), records);
      for (const [index, record] of records.entries()) {
        const event = JSON.parse(record) as AuditEvent;
        assert.deepEqual(messages[index], {
          priority: 13 * 8 + (event.outcome === undefined ? 6 : event.outcome === 'success' ? 5 : 4),
          time: event.time,
          host: 'plant_1',
          app: 'millwright',
          process: event.boot,
          message: event.name,
          data: `[millwright@32473 seq="${event.seq}" class="${event.class}" outcome="${event.outcome ?? 'intent'}"]`,
          text: record,
        });
      }
      assert.equal(messages[size]?.message, 'audit.checkpoint');
      assert.deepEqual(
        findCheckpoints(readFileSync(`${fixture.directory}/received`, 'utf8')).map((found) => found.note),
        [note],
      );
      assert.equal((await delivery.state()).anchored, size);
    });
  }

  for (const transport of variants(['tcp', 'udp', 'tls'] as const)) {
    it(`misses nothing over ${transport} when it is stopped for a while, and gets nothing twice`, async function () {
      const { rsyslog, destination } = await receiver(transport, this);
      await rsyslog.start();
      const delivery = await fixture.deliver(destination);
      await fixture.append(50);
      await waitFor('the first have arrived', () => rsyslog.messages().length >= 50);
      await delivery.until('up-to-date');
      await rsyslog.stop();
      await fixture.append(700);
      const waiting = await delivery.until('waiting');
      assert.equal(waiting.problem?.code, 'audit.receiver-unreachable');
      assert.ok(waiting.behind >= 700 && waiting.nextTry !== undefined && waiting.since !== undefined);
      await rsyslog.start();
      await delivery.until('up-to-date');
      const records = fixture.records();
      await waitFor('the rest has arrived', () => new Set(texts(rsyslog)).size >= records.length);
      assert.deepEqual([...new Set(texts(rsyslog))], records);
      assert.equal(texts(rsyslog).length, records.length);
    });
  }

  for (const transport of everything ? (['tcp', 'tls'] as const) : []) {
    it(`misses nothing over ${transport} though it restarts again and again while events come`, async function () {
      const { rsyslog, destination } = await receiver(transport, this);
      await rsyslog.start();
      const delivery = await fixture.deliver(destination);
      let appended = 0;
      for (let restart = 0; restart < 3; restart += 1) {
        const floods = Promise.all([fixture.append(400), fixture.append(400)]);
        const before = rsyslog.messages().length;
        await waitFor('some of it arrives', () => rsyslog.messages().length > before);
        await rsyslog.stop();
        await rsyslog.start();
        await floods;
        appended += 800;
      }
      await delivery.until('up-to-date');
      const records = fixture.records();
      assert.ok(records.length >= appended);
      await waitFor('all have arrived', () => new Set(texts(rsyslog)).size >= records.length);
      assert.deepEqual([...new Set(texts(rsyslog))], records);
    });
  }

  it('is not sent anything whose certificate is not trusted', async function () {
    const { rsyslog, destination } = await receiver('tls', this);
    await rsyslog.start();
    const { authority: _authority, ...untrusted } = destination as Extract<Destination, { kind: 'syslog' }>;
    const delivery = await fixture.deliver(untrusted);
    await fixture.append(1);
    const { problem } = await delivery.until('waiting');
    assert.equal(problem?.code, 'audit.receiver-untrusted');
    await delivery.replace({ ...untrusted, transport: 'tcp' });
    assert.deepEqual(rsyslog.messages(), []);
  });

  it('is told what was cut to fit into a datagram', async function () {
    const { rsyslog, destination } = await receiver('udp', this);
    await rsyslog.start();
    await fixture.deliver(destination);
    const long = Array.from({ length: 40 }, () => 'é'.repeat(2000));
    await fixture.append(1, { data: { long } });
    const found = await waitFor('the long one has arrived', () =>
      rsyslog.messages().find(({ data }) => data.includes('cut="true"')),
    );
    const record = fixture.records().find((one) => one.includes('"long"')) ?? '';
    assert.ok(found.text.length > 30_000 && record.startsWith(found.text));
    assert.match(found.data, /^\[millwright@32473 seq="\d+" class="change" outcome="success" cut="true"\]$/);
  });
});
