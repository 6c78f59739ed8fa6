import { equal, ok } from 'node:assert/strict';
import { duplexPair } from 'node:stream';
import { isCodedError } from '@millwright/schema';
import { ManualClock } from '@millwright/tags';
import { encodeData, readTpdu } from '../wire/cotp.ts';
import { PacketReader } from '../wire/tpkt.ts';
import { IsoSession } from './iso-session.ts';
import { IsoTransport } from './iso-transport.ts';
import type { Item } from './session.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const never = new AbortController().signal;
const timeout = 1_000;

/** A small generator, so that a seed gives the same bytes everywhere. @see mulberry32 */
function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const items: readonly Item[] = [
  { area: 'DB', db: 1, start: 0, length: 4 },
  { area: 'M', start: 9, length: 1 },
  { area: 'T', start: 5, length: 2 },
];
const confirmation = Uint8Array.from([3, 0, 0, 14, 9, 0xd0, 0, 1, 0, 2, 0, 0xc0, 1, 10]);
const setup = [0xf0, 0, 0, 1, 0, 1, 0x01, 0xe0];
const readAnswer = [4, 3, 0xff, 4, 0, 32, 1, 2, 3, 4, 0xff, 4, 0, 8, 5, 0, 0xff, 9, 0, 4, 6, 7, 8, 9];
const writeAnswer = [5, 2, 0xff, 0x0a];
const listAnswer = [0, 1, 0x12, 8, 0x12, 0x84, 1, 1, 0, 0, 0, 0, 0xff, 9, 0, 8, 0, 0x11, 0, 1, 0, 28, 0, 0];

/** A right answer to a request, as bytes of a message. */
function answerTo(request: Uint8Array): Uint8Array {
  const [, kind = 0, , , high = 0, low = 0] = request;
  const job = request[10];
  if (kind === 7) return Uint8Array.from([0x32, 7, 0, 0, high, low, 0, 12, 0, 12, ...listAnswer]);
  const body = job === 0xf0 ? setup : job === 4 ? readAnswer : writeAnswer;
  const parameters = job === 0xf0 ? 8 : 2;
  return Uint8Array.from([
    0x32,
    3,
    0,
    0,
    high,
    low,
    0,
    parameters,
    0,
    body.length - parameters,
    0,
    0,
    ...body,
  ]);
}

/** Some bytes are others, or gone, or there twice. */
function mutated(bytes: Uint8Array, chance: (below: number) => number): Uint8Array {
  const changed = [...bytes];
  for (let left = 1 + chance(4); left > 0; left -= 1) {
    const at = chance(changed.length);
    switch (chance(5)) {
      case 0:
        changed.splice(at, 1 + chance(4));
        break;
      case 1:
        changed.splice(at, 0, ...changed.slice(at, at + 1 + chance(4)));
        break;
      case 2:
        changed[at] = chance(2) === 0 ? 0 : 0xff;
        break;
      default:
        changed[at] = (changed[at] ?? 0) ^ (1 << chance(8));
    }
    if (changed.length === 0) break;
  }
  return Uint8Array.from(changed);
}

/** A session over two ends in memory; the far one answers, right or as `spoil` makes it. */
async function scene(clock: ManualClock, spoil: (answer: Uint8Array) => Uint8Array) {
  const [near, far] = duplexPair();
  let isSpoiled = false;
  const reader = new PacketReader();
  far.on('error', () => {});
  far.on('data', (chunk: Uint8Array) =>
    reader.push(chunk, (bytes) => {
      const tpdu = readTpdu(bytes);
      if (tpdu.kind !== 'data') far.write(confirmation);
      else {
        const answer = encodeData(answerTo(tpdu.data));
        far.write(isSpoiled ? spoil(answer) : answer);
      }
    }),
  );
  const transport = new IsoTransport(near, { host: 'plc', port: 102, remoteTsap: '0102' });
  await transport.connect(
    { reference: 1, local: 0x100, remote: 0x102, size: 10 },
    { timeout, clock, signal: never },
  );
  const session = new IsoSession(transport, { timeout, clock });
  await session.setUp({ pdu: 480, jobs: 1 }, never);
  isSpoiled = true;
  let hasEnded = false;
  session.onEnd(() => {
    hasEnded = true;
  });
  return { session, hasEnded: () => hasEnded };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(`mutated answers (seed ${seed})`, () => {
  it('S-R-14: 10,000 of them throw nothing that is not coded, and every promise settles', async function () {
    this.timeout(120_000);
    const chance = chanceOf(seed);
    const clock = new ManualClock();
    const asks: readonly ((session: IsoSession) => Promise<unknown>)[] = [
      (session) => session.read(items, never),
      (session) =>
        session.write(
          [
            { area: 'M', start: 1, bit: 2, value: true },
            { area: 'DB', db: 1, start: 0, bytes: Uint8Array.of(1) },
          ],
          never,
        ),
      (session) => session.ask({ group: 4, function: 1, data: Uint8Array.of(0, 0x11, 0, 1) }, never),
    ];
    const counts = { answered: 0, refused: 0 };
    let current = await scene(clock, (answer) => mutated(answer, chance));
    for (let count = 0; count < 10_000; count += 1) {
      if (current.hasEnded()) current = await scene(clock, (answer) => mutated(answer, chance));
      let isSettled = false;
      const asked = asks[count % asks.length]?.(current.session).then(
        () => {
          counts.answered += 1;
        },
        (error: unknown) => {
          ok(isCodedError(error) && error.family !== 'bug', String(error));
          counts.refused += 1;
        },
      );
      void asked?.finally(() => {
        isSettled = true;
      });
      // What was spoiled so that it never ends, or is nobody's, is waited for until its time is over.
      for (let turns = 0; !isSettled && turns < 8; turns += 1) await turn();
      if (!isSettled) clock.advance(timeout);
      for (let turns = 0; !isSettled && turns < 8; turns += 1) await turn();
      ok(isSettled, `answer ${count}`);
    }
    await current.session.close();
    equal(counts.answered + counts.refused, 10_000);
    // Both happen: a mutation may be in what nobody looks at, such as a value.
    ok(counts.answered > 500 && counts.refused > 1_000, JSON.stringify(counts));
    equal(clock.pending, 0);
  });
});
