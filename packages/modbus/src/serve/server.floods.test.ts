import assert from 'node:assert/strict';
import { heldMemory } from '@millwright/testing/memory';
import { encodeFrame } from '../mbap/frame.ts';
import { exchange, readOne, Scene } from './server.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Chance that can be repeated, in [0, 1). */
function random(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

const buffers = async (): Promise<number> => (await heldMemory()).buffers;

describe(`Modbus server under floods (seed ${seed})`, () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await Scene.open();
  });

  afterEach(() => scene.close());

  /** Resolves when a number grows no more while another client is answered a hundred times. */
  async function standstill(number: () => number): Promise<void> {
    const bystander = await scene.connect();
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    for (let before = -1; number() !== before; ) {
      before = number();
      for (let turn = 0; turn < 100; turn += 1) await exchange(bystander, request, 1);
    }
  }

  it('lets a client that asks and never reads wait, instead of piling up answers', async () => {
    let asked = 0;
    await scene.restart({
      serve: (unit) => {
        if (unit === 1) asked += 1;
        return { data: new Uint8Array(250) };
      },
    });
    const socket = await scene.connect();
    socket.pause();
    const pdu = Uint8Array.of(3, 0, 0, 0, 125);
    const one = encodeFrame({ transaction: 1, unit: 1, pdu });
    const flood = Buffer.concat(new Array(10_000).fill(one));
    const before = await buffers();
    for (let times = 0; times < 40; times += 1) socket.write(flood);
    await standstill(() => asked);
    assert.ok(asked > 10_000);
    // All answers together are 100 MB; what the system itself holds of them does not count here.
    const grown = (await buffers()) - before;
    assert.ok(grown < 20_000_000, `${asked} answers, ${grown} bytes`);
  });

  it('keeps nothing of what it has answered', async () => {
    const socket = await scene.connect();
    const pdu = Uint8Array.of(16, 0, 0, 0, 123, 246, ...new Uint8Array(246));
    const one = encodeFrame({ transaction: 1, unit: 1, pdu });
    const many = Buffer.concat(new Array(1_000).fill(one));
    await exchange(socket, one, 1);
    const before = await buffers();
    for (let times = 0; times < 40; times += 1) await exchange(socket, many, 1_000);
    const grown = (await buffers()) - before;
    assert.ok(grown < 2_000_000, `${grown} bytes`);
  });

  it('M-S-05: is neither ended nor filled up by ten thousand frames of chance', async function () {
    this.timeout(30_000);
    const chance = random(seed);
    const before = await buffers();
    let socket = await scene.connect();
    for (let frame = 0; frame < 10_000; frame += 1) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(chance() * 300) }, () =>
        Math.floor(chance() * 256),
      );
      // Half of them look like Modbus at first.
      if (chance() < 0.5) bytes.set([0, 1, 0, 0, 0, Math.floor(chance() * 255)].slice(0, bytes.length));
      if (socket.closed || !socket.writable) socket = await scene.connect();
      socket.write(bytes);
      if (frame % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const other = await scene.connect();
    const request = encodeFrame({ transaction: 1, unit: 5, pdu: readOne });
    assert.deepEqual(await exchange(other, request, 1), ['03020005'], `seed ${seed}`);
    const grown = (await buffers()) - before;
    assert.ok(grown < 1_000_000, `${grown} bytes`);
  });

  it('hears a client no further that asks and asks while answers take their time', async () => {
    let asked = 0;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await scene.restart({
      serve: async (unit) => {
        if (unit === 1) {
          asked += 1;
          await released;
        }
        return { data: Uint8Array.of(0, unit) };
      },
    });
    const socket = await scene.connect();
    const one = encodeFrame({ transaction: 1, unit: 1, pdu: readOne });
    const count = 50_000;
    const answers = exchange(socket, Buffer.concat(new Array(count).fill(one)), count);
    await standstill(() => asked);
    // Of what came in one piece with the last one that may wait, the rest waits too.
    assert.ok(asked >= 32 && asked < 10_000, `${asked} of ${count}`);
    release();
    assert.equal((await answers).length, count);
  });
});
