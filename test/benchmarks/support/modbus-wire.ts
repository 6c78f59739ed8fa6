import { connect, type Socket } from 'node:net';
import { decodeResponse, encodeRequest, openSession, unpackRegisters } from '@millwright/modbus';
import { makeModbusSerial } from './modbus-peer.ts';
import type { Simulator } from './modbus-simulator.ts';
import { rounds, visit } from './rounds.ts';
import { seconds } from './seconds.ts';
import type { Counting } from './slices.ts';
import { type Estimate, estimate, median } from './statistics.ts';

const never = new AbortController().signal;
const quantity = 125;
const place = { host: '127.0.0.1', timeout: 2_000, connectTimeout: 2_000 };

export interface WireRates {
  readonly ours: Estimate;
  readonly peer: Estimate;
  readonly bare: Estimate;
  readonly ratio: Estimate;
}

/**
 * Requests a second, one after the other, as each library hands out registers as numbers; `bare` is a socket that sends the
 * bytes of one and counts those of its answer: more than that no library can reach on this machine.
 */
export async function wireRates({ port }: Simulator): Promise<WireRates> {
  const peer = makeModbusSerial();
  await peer.connectTCP(place.host, { port });
  peer.setID(1);
  peer.setTimeout(2_000);
  const session = await openSession({ road: 'tcp', ...place, port }, never);
  const bare = connect({ host: place.host, port, noDelay: true });
  const request = { do: 'read', area: 'holding-register', address: 0, quantity } as const;
  const reads = {
    ours: async () =>
      unpackRegisters(decodeResponse(request, await session.request(1, encodeRequest(request), never)).data),
    peer: async () => (await peer.readHoldingRegisters(0, quantity)).data,
    bare: () => bareAnswer(bare),
  };
  try {
    const names = ['ours', 'peer', 'bare'] as const;
    const lasts = seconds(1, 0.5);
    const taken = await visit(names, { count: rounds(10), warmUp: 2 }, (name) => rate(reads[name], lasts));
    const best = (values: readonly number[]): number => Math.max(...values);
    return {
      ours: estimate(taken, (drawn) => median(drawn.map((round) => best(round.ours)))),
      peer: estimate(taken, (drawn) => median(drawn.map((round) => best(round.peer)))),
      bare: estimate(taken, (drawn) => median(drawn.map((round) => best(round.bare)))),
      ratio: estimate(taken, (drawn) => median(drawn.map((round) => best(round.ours) / best(round.peer)))),
    };
  } finally {
    bare.destroy();
    await session.close();
    await new Promise<void>((resolve) => peer.close(resolve));
  }
}

const bareRequest = Uint8Array.of(0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, quantity);
const bareValues = Array.from({ length: quantity }, (_, index) => index);

/** The values that the simulator is known to have; of the answer only the length is looked at. */
function bareAnswer(socket: Socket): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    let missing = 9 + 2 * quantity;
    const onData = (chunk: Buffer): void => {
      missing -= chunk.length;
      if (missing <= 0) end(() => resolve(bareValues));
    };
    const onClose = (): void => end(() => reject(new Error('The simulator ended the connection')));
    const end = (settle: () => void): void => {
      socket.off('data', onData).off('close', onClose);
      settle();
    };
    socket.on('data', onData).on('close', onClose).write(bareRequest);
  });
}

async function rate(read: () => Promise<readonly number[]>, lasts: number): Promise<number> {
  const began = performance.now();
  const end = began + lasts * 1000;
  let count = 0;
  while (performance.now() < end) {
    const values = await read();
    if (values.length !== quantity || values[quantity - 1] !== quantity - 1)
      throw new Error(`Register ${quantity - 1} was read as ${values[quantity - 1]}`);
    count += 1;
  }
  return (count / (performance.now() - began)) * 1000;
}

/** What one connection can get out of a PLC, one request after the other, all the time: each unit in turn. */
export async function mostOf({ port }: Simulator, units: number): Promise<Counting> {
  const session = await openSession({ road: 'tcp', ...place, port }, never);
  const pdu = encodeRequest({ do: 'read', area: 'holding-register', address: 0, quantity: 10 });
  let count = 0;
  let isOver = false;
  const loop = (async () => {
    for (; !isOver; count += 1) await session.request(1 + (count % units), pdu, never);
  })();
  // It may fail while nobody asks.
  loop.catch(() => {});
  return {
    tally: async () => {
      // Where the loop has failed, that is told here.
      await Promise.race([loop, Promise.resolve()]);
      const { user, system } = process.cpuUsage();
      return { count, cpu: user + system };
    },
    stop: async () => {
      isOver = true;
      await loop.finally(() => session.close());
    },
  };
}
