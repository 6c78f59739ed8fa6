import assert from 'node:assert/strict';
import { type Hold, ManualClock, tagErrors } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { ascii } from './ascii.ts';
import type { LineFraming } from './framing.ts';
import { LineMemory } from './memory.ts';
import { rtu } from './rtu.ts';
import { LineSession } from './session.ts';
import { numberIn, read, value, Wire } from './wire.fixture.ts';

const never = new AbortController().signal;
const timeout = 100;
const pause = 30;
const whole = (bytes: Uint8Array): Uint8Array => bytes;
const noise = Uint8Array.of(0, 0xff, 0x3a, 1, 6, 0);

/** Writes that are answered by themselves: a coil, a register, some bits of one. */
const writes = [
  Uint8Array.of(5, 0, 1, 0xff, 0),
  Uint8Array.of(6, 0, 1, 0, 42),
  Uint8Array.of(22, 0, 1, 0xff, 0xfb, 0, 4),
];

for (const [name, framing] of [
  ['RTU', rtu],
  ['ASCII', ascii],
] as const satisfies readonly (readonly [string, LineFraming])[]) {
  describe(`the echo of an adapter, ${name}`, () => {
    let clock: ManualClock;
    let wire: Wire;
    let session: LineSession;
    /** When something went out, in ms from the start. */
    let sentAt: number[];
    /** Answers of unit 1 to a PDU. */
    let unit: (pdu: Uint8Array) => Uint8Array | undefined;

    beforeEach(() => {
      clock = new ManualClock();
      wire = new Wire();
      sentAt = [];
      unit = (pdu) => (pdu[0] === 1 ? Uint8Array.of(1, 1, 0) : pdu[0] === 3 ? value(7) : pdu);
      wire.answer = (bytes) => {
        sentAt.push(clock.elapsed());
        const [request] = framing.requestReader().push(bytes);
        const pdu = request?.unit === 1 ? unit(request.pdu) : undefined;
        return pdu && framing.encode({ unit: 1, pdu });
      };
      session = new LineSession(wire, framing, {
        memory: new LineMemory(),
        timeout,
        silence: 2,
        turnaround: 100,
        pause,
        wireTime: () => 0,
        clock,
        nextTurn: (callback) => callback(),
      });
    });

    afterEach(() => session.close());

    /** What becomes of a request, however long it takes. */
    async function ask(pdu: Uint8Array, to = 1, hold?: Hold): Promise<Uint8Array | Error> {
      let outcome: Uint8Array | Error | undefined;
      session.request(to, pdu, never, undefined, hold).then(
        (answer) => {
          outcome = answer;
        },
        (error: Error) => {
          outcome = error;
        },
      );
      for (let step = 0; step < 100 && !outcome; step += 1) await clock.advanceAsync(timeout / 10);
      return outcome ?? assert.fail('it never settled');
    }

    it('M-R-02: is no answer to a write of a unit that is not there, not even to the first one', async () => {
      wire.echo = whole;
      for (const write of writes) assert.ok(modbusErrors.timeout.is(await ask(write, 2)));
    });

    for (const length of [1, 2, noise.length]) {
      it(`M-R-02: is none with ${length} bytes of noise before it either`, async () => {
        wire.echo = (bytes) => Uint8Array.of(...noise.subarray(0, length), ...bytes);
        for (const write of writes) assert.ok((await ask(write, 2)) instanceof Error);
        assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
        for (const write of writes) assert.ok((await ask(write, 2)) instanceof Error);
      });
    }

    it('is none where it came to harm beside the first answer', async () => {
      wire.echo = (bytes) => bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte));
      await ask(read(1));
      wire.echo = whole;
      for (const write of writes) assert.ok((await ask(write, 2)) instanceof Error);
    });

    for (const [what, echo] of [
      ['there is one', whole],
      ['there is none', () => undefined],
    ] as const) {
      it(`is found out by one read before the first write, and writes are done where ${what}`, async () => {
        wire.echo = echo;
        for (const write of writes) assert.deepEqual(await ask(write), write);
        assert.deepEqual(
          wire.sent.map((bytes) => framing.requestReader().push(bytes)[0]?.pdu[0]),
          [1, 5, 6, 22],
        );
      });

      it(`hides no refusal where ${what}`, async () => {
        wire.echo = echo;
        const refusal = Uint8Array.of(0x86, 2);
        unit = (pdu) => (pdu[0] === 6 ? refusal : undefined);
        assert.deepEqual(await ask(writes[1] as Uint8Array), refusal);
      });
    }

    it('leaves open whether a unit that never answers a read has carried out a write, until any one does', async () => {
      unit = (pdu) => (pdu[0] === 6 ? pdu : undefined);
      const [, write] = writes as [Uint8Array, Uint8Array];
      const outcome = await ask(write);
      assert.ok(modbusErrors.onlyEcho.is(outcome), String(outcome));
      unit = (pdu) => (pdu[0] === 3 ? value(7) : pdu);
      await ask(read(1));
      unit = (pdu) => (pdu[0] === 6 ? pdu : undefined);
      assert.deepEqual(await ask(write), write);
    });

    it('is told from the answer behind it also where no read was answered', async () => {
      wire.echo = whole;
      unit = (pdu) => (pdu[0] === 6 ? pdu : undefined);
      const [, write] = writes as [Uint8Array, Uint8Array];
      assert.deepEqual(await ask(write), write);
    });

    for (const [what, first] of [
      ['a file is written', Uint8Array.of(21, 9, 6, 0, 4, 0, 7, 0, 1, 6, 0xaf)],
      ['a function that is not known here is answered by itself', Uint8Array.of(0x41, 1, 2, 3, 4, 5)],
    ] as const) {
      it(`is not believed in where there is none and ${what} first`, async () => {
        const { answer } = wire;
        const own = framing.encode({ unit: 1, pdu: first });
        wire.answer = (bytes) => (Buffer.compare(bytes, own) === 0 ? bytes : answer(bytes));
        for (const request of [first, ...writes.slice(1)]) assert.deepEqual(await ask(request), request);
      });
    }

    for (const length of [1, 2]) {
      it(`is known also where ${length} bytes of noise come before the first one, and reads go on`, async () => {
        wire.echo = (bytes) => Uint8Array.of(...noise.subarray(0, length), ...bytes);
        assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
        wire.echo = whole;
        assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
        assert.ok(modbusErrors.timeout.is(await ask(writes[1] as Uint8Array, 2)));
      });
    }

    it('is learned anew where it begins and where it ends', async () => {
      const [, write] = writes as [Uint8Array, Uint8Array];
      for (const echo of [() => undefined, whole, () => undefined]) {
        wire.echo = echo;
        for (let turn = 0; turn < 2; turn += 1) assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
        assert.deepEqual(await ask(write), write);
        if (echo === whole) assert.ok(modbusErrors.timeout.is(await ask(write, 2)));
      }
    });

    it('is found out with the pause between two requests before the write', async () => {
      const started = clock.elapsed();
      await ask(writes[0] as Uint8Array);
      const [probe = 0, write = 0] = sentAt;
      assert.ok(probe - started < pause);
      assert.ok(write - probe >= pause, `${write - probe} ms`);
    });

    for (const [what, answers] of [
      ['is answered', true],
      ['is not answered', false],
    ] as const) {
      it(`has a write taken back up to the moment it goes out, where what finds out ${what}`, async () => {
        if (!answers) unit = () => undefined;
        const events: string[] = [];
        const refusal = tagErrors.notSent({ reason: 'its time was over' });
        const outcome = await ask(writes[1] as Uint8Array, 1, {
          hold: () => void events.push(`held with ${wire.sent.length} sent`),
          release() {
            events.push('released');
            throw refusal;
          },
        });
        assert.deepEqual(events, ['held with 0 sent', 'released']);
        assert.equal(wire.sent.length, 1);
        unit = () => value(7);
        // What the matter was with the one that went out is not hidden.
        if (answers) assert.equal(outcome, refusal);
        else assert.ok(modbusErrors.timeout.is(outcome));
        assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
      });
    }

    for (const write of [
      ...writes,
      Uint8Array.of(15, 0, 1, 0, 1, 1, 1),
      Uint8Array.of(16, 0, 1, 0, 1, 2, 0, 9),
    ])
      it(`is nothing to wait for behind a broadcast with function ${write[0]}, also where it comes in parts`, async () => {
        for (const cut of [0, 3]) {
          wire.echo = (bytes) => {
            queueMicrotask(() => wire.say(bytes.subarray(0, cut)));
            return bytes.subarray(cut);
          };
          assert.deepEqual(await ask(write, 0), new Uint8Array(0));
          assert.ok(session.rest <= 2, `${session.rest} ms`);
          assert.equal(session.traffic.strayAnswers, 0);
          assert.equal(numberIn((await ask(read(1))) as Uint8Array), 7);
        }
      });

    it('does not hide an answer to a broadcast, which nobody asked for', async () => {
      wire.echo = whole;
      wire.answer = (bytes) =>
        bytes === wire.sent[0] ? framing.encode({ unit: 1, pdu: value(9) }) : undefined;
      await ask(writes[1] as Uint8Array, 0);
      assert.equal(session.traffic.strayAnswers, 1);
      assert.ok(session.rest > timeout / 2, `${session.rest} ms`);
    });

    it('has nothing of a write sent that is given up while it is found out', async () => {
      unit = () => undefined;
      const abort = new AbortController();
      let sent = 0;
      const write = session.request(1, writes[1] as Uint8Array, abort.signal, () => {
        sent += 1;
      });
      abort.abort(new Error('enough'));
      await assert.rejects(write, /enough/);
      await clock.advanceAsync(10 * timeout);
      assert.equal(wire.sent.length, 1);
      assert.equal(sent, 0);
    });
  });
}
