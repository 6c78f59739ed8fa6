import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { ascii } from './ascii.ts';
import type { LineFraming } from './framing.ts';
import { LineMemory } from './memory.ts';
import { rtu } from './rtu.ts';
import { LineSession } from './session.ts';
import { numberIn, read, value, Wire } from './wire.fixture.ts';

const never = new AbortController().signal;
const timeout = 100;

for (const [name, framing] of [
  ['RTU', rtu],
  ['ASCII', ascii],
] as const satisfies readonly (readonly [string, LineFraming])[]) {
  describe(`a line with ${name}`, () => {
    let clock: ManualClock;
    let wire: Wire;
    let session: LineSession;
    let memory: LineMemory;

    beforeEach(() => {
      clock = new ManualClock();
      wire = new Wire();
      memory = new LineMemory();
      session = open();
    });

    function open(): LineSession {
      return new LineSession(wire, framing, {
        memory,
        timeout,
        silence: 2,
        turnaround: 100,
        pause: 0,
        wireTime: () => 0,
        clock,
        nextTurn: (callback) => callback(),
      });
    }

    const say = (pdu: Uint8Array, unit = 1): void => wire.say(framing.encode({ unit, pdu }));

    /** What became of a request, as far as it has settled. */
    function ask(pdu: Uint8Array, unit = 1): { outcome: Promise<Uint8Array | Error> } {
      return { outcome: session.request(unit, pdu, never).catch((error: Error) => error) };
    }

    it('gives each request its answer, with a silence before the next', async () => {
      const first = ask(read(1));
      assert.equal(wire.sent.length, 1);
      say(value(1_111));
      assert.equal(numberIn((await first.outcome) as Uint8Array), 1_111);
      const second = ask(read(2));
      assert.equal(wire.sent.length, 1);
      clock.advance(1.9);
      assert.equal(wire.sent.length, 1);
      clock.advance(0.2);
      assert.equal(wire.sent.length, 2);
      say(value(2_222));
      assert.equal(numberIn((await second.outcome) as Uint8Array), 2_222);
    });

    it('takes one request at a time and refuses a second one', async () => {
      const first = ask(read(1));
      assert.equal(session.busy, 1);
      assert.ok(modbusErrors.queueFull.is(await ask(read(2)).outcome));
      say(value(1));
      await first.outcome;
      assert.equal(session.busy, 0);
    });

    for (const rounds of [1, 50]) {
      it(`M-R-03: never takes a late answer for that of the next request, ${rounds} times in a row`, async () => {
        for (let round = 0; round < rounds; round += 1) {
          const lost = ask(read(round));
          await clock.advanceAsync(timeout + 2);
          assert.ok(modbusErrors.timeout.is(await lost.outcome));
          const sent = wire.sent.length;
          const next = ask(read(1_000 + round));
          await clock.advanceAsync(timeout / 2);
          say(value(1_111));
          await clock.advanceAsync(timeout - 1);
          assert.equal(wire.sent.length, sent, 'the line has not been silent for long enough');
          await clock.advanceAsync(2);
          assert.equal(wire.sent.length, sent + 1);
          say(value(2_222));
          assert.equal(numberIn((await next.outcome) as Uint8Array), 2_222);
          await clock.advanceAsync(2);
        }
        assert.equal(session.traffic.strayAnswers, rounds);
      });
    }

    it('M-R-03: takes neither of two answers where one is later than the line was silent', async () => {
      const lost = ask(read(1));
      await clock.advanceAsync(timeout);
      assert.ok(modbusErrors.timeout.is(await lost.outcome));
      const next = ask(read(2));
      await clock.advanceAsync(timeout + 5);
      assert.equal(wire.sent.length, 2);
      say(value(1_111));
      await clock.advanceAsync(5);
      say(value(2_222));
      assert.ok(modbusErrors.badResponse.is(await next.outcome));
      const after = ask(read(3));
      await clock.advanceAsync(timeout + 2);
      say(value(3_333));
      assert.equal(numberIn((await after.outcome) as Uint8Array), 3_333, 'and knows which was the last');
    });

    it('M-R-03: waits no longer for a late answer once it has come, nor for ever', async () => {
      const lost = ask(read(1));
      await clock.advanceAsync(timeout);
      await lost.outcome;
      await clock.advanceAsync(11 * timeout);
      const next = ask(read(2));
      say(value(2_222));
      assert.equal(numberIn((await next.outcome) as Uint8Array), 2_222);
    });

    it('M-R-02: fails a request whose answer is spoiled, and keeps the line quiet after it', async () => {
      const spoiled = framing.encode({ unit: 1, pdu: value(7) });
      spoiled[6] = name === 'RTU' ? (spoiled[6] ?? 0) ^ 1 : 0x30 + (((spoiled[6] ?? 0) + 1) % 10);
      const first = ask(read(1));
      wire.say(spoiled);
      await clock.advanceAsync(3);
      assert.ok(modbusErrors.badFrame.is(await first.outcome));
      const next = ask(read(2));
      await clock.advanceAsync(timeout - 5);
      assert.equal(wire.sent.length, 1);
      await clock.advanceAsync(5);
      assert.equal(wire.sent.length, 2);
      say(value(2));
      assert.equal(numberIn((await next.outcome) as Uint8Array), 2);
    });

    it('lets no answer through that is none to the request', async () => {
      for (const foreign of [Uint8Array.of(3, 4, 0, 1, 0, 2), Uint8Array.of(3, 1, 0), Uint8Array.of(3, 0)]) {
        await clock.advanceAsync(timeout + 2);
        const request = ask(read(1));
        say(foreign);
        assert.ok(modbusErrors.badResponse.is(await request.outcome));
      }
    });

    it('gives an echo that differs to whoever can say what it means, and keeps the line quiet after it', async () => {
      // That there is no echo is known from the first answer to a read.
      const first = ask(read(1));
      say(value(1));
      await first.outcome;
      await clock.advanceAsync(2);
      const write = ask(Uint8Array.of(6, 0, 1, 0, 7));
      say(Uint8Array.of(6, 0, 2, 0, 7));
      assert.deepEqual(await write.outcome, Uint8Array.of(6, 0, 2, 0, 7));
      void ask(read(1));
      await clock.advanceAsync(timeout - 1);
      assert.equal(wire.sent.length, 2);
    });

    it('M-R-05: lets the units carry out a broadcast and awaits no answer', async () => {
      const write = ask(Uint8Array.of(6, 0, 1, 0, 7), 0);
      const next = session.request(1, read(1), never).catch((error: unknown) => error);
      assert.ok(modbusErrors.queueFull.is(await next));
      let settled = false;
      void write.outcome.then(() => {
        settled = true;
      });
      await clock.advanceAsync(99);
      assert.equal(settled, false);
      await clock.advanceAsync(1);
      assert.deepEqual(await write.outcome, new Uint8Array(0));
    });

    it('M-R-05: refuses to read from all units at once, before anything is sent', async () => {
      assert.ok(modbusErrors.badRequest.is(await ask(read(1), 0).outcome));
      assert.equal(wire.sent.length, 0);
    });

    it('M-R-06: speaks to reserved units, and refuses what is no unit', async () => {
      const reserved = ask(read(1), 250);
      say(value(1), 250);
      assert.equal(numberIn((await reserved.outcome) as Uint8Array), 1);
      for (const unit of [256, -1, 1.5, Number.NaN])
        assert.ok(modbusErrors.badRequest.is(await ask(read(1), unit).outcome), String(unit));
    });

    it('says whether a request was sent, and keeps the line after an abort until its answer has come', async () => {
      const abort = new AbortController();
      let sent = 0;
      const given = session.request(1, read(1), abort.signal, () => {
        sent += 1;
      });
      abort.abort(new Error('enough'));
      await assert.rejects(given, /enough/);
      assert.equal(sent, 1);
      assert.equal(session.busy, 1);
      say(value(1));
      assert.equal(session.busy, 0);
      const waiting = new AbortController();
      const early = session.request(1, read(2), waiting.signal, () => {
        sent += 1;
      });
      waiting.abort(new Error('never mind'));
      await assert.rejects(early, /never mind/);
      assert.equal(sent, 1);
      assert.equal(session.busy, 0);
    });

    it('counts what nobody asked for, but not the bytes that an adapter makes', async () => {
      wire.say(Uint8Array.of(0, 0));
      assert.equal(session.traffic.strayAnswers, 0);
      say(value(1));
      assert.equal(session.traffic.strayAnswers, 1);
      void ask(read(1));
      await clock.advanceAsync(timeout - 1);
      assert.equal(wire.sent.length, 0);
      await clock.advanceAsync(2);
      assert.equal(wire.sent.length, 1);
    });

    it('M-R-03: keeps the line quiet also where it is opened anew before a late answer has come', async () => {
      const lost = ask(read(1));
      await clock.advanceAsync(timeout / 2);
      await session.close();
      assert.ok(modbusErrors.closed.is(await lost.outcome));
      session = open();
      const next = ask(read(2));
      say(value(1_111));
      await clock.advanceAsync(timeout - 1);
      assert.equal(wire.sent.length, 1);
      await clock.advanceAsync(2);
      assert.equal(wire.sent.length, 2);
      say(value(2_222));
      await clock.advanceAsync(timeout);
      assert.equal(numberIn((await next.outcome) as Uint8Array), 2_222);
    });

    it('settles everything when the line ends, and says why', async () => {
      const ended = new Promise((resolve) => session.onEnd(resolve));
      const request = ask(read(1));
      wire.end(modbusErrors.connectionLost({ reason: 'a plug was pulled' }));
      assert.ok(modbusErrors.connectionLost.is(await request.outcome));
      assert.ok(modbusErrors.connectionLost.is(await ended));
      assert.ok(modbusErrors.connectionLost.is(await ask(read(1)).outcome));
      assert.equal(clock.pending, 0);
    });

    it('settles everything when it is closed', async () => {
      const request = ask(read(1));
      await session.close();
      await session.close();
      assert.ok(modbusErrors.closed.is(await request.outcome));
      assert.ok(wire.isClosed);
      assert.equal(clock.pending, 0);
    });
  });
}
