import { decodeResponse, encodeRequest, openSession, unpackRegisters } from '@millwright/modbus';
import { makeModbusSerial } from './modbus-peer.ts';
import { seconds } from './modbus-seconds.ts';
import type { Simulator } from './modbus-simulator.ts';
import { rounds, visit } from './rounds.ts';
import { type Estimate, estimate, median } from './statistics.ts';

const never = new AbortController().signal;
const quantity = 125;
const place = { host: '127.0.0.1', timeout: 2_000, connectTimeout: 2_000 };

/** Requests a second, one after the other, as each library hands out registers as numbers. */
export async function wireRates({ port }: Simulator): Promise<{
  readonly ours: Estimate;
  readonly peer: Estimate;
  readonly ratio: Estimate;
}> {
  const peer = makeModbusSerial();
  await peer.connectTCP(place.host, { port });
  peer.setID(1);
  peer.setTimeout(2_000);
  const session = await openSession({ road: 'tcp', ...place, port }, never);
  const request = { do: 'read', area: 'holding-register', address: 0, quantity } as const;
  const reads = {
    ours: async () =>
      unpackRegisters(decodeResponse(request, await session.request(1, encodeRequest(request), never)).data),
    peer: async () => (await peer.readHoldingRegisters(0, quantity)).data,
  };
  try {
    const names = ['ours', 'peer'] as const;
    const lasts = seconds(1, 0.5);
    const taken = await visit(names, { count: rounds(10), warmUp: 2 }, (name) => rate(reads[name], lasts));
    const best = (values: readonly number[]): number => Math.max(...values);
    return {
      ours: estimate(taken, (drawn) => median(drawn.map((round) => best(round.ours)))),
      peer: estimate(taken, (drawn) => median(drawn.map((round) => best(round.peer)))),
      ratio: estimate(taken, (drawn) => median(drawn.map((round) => best(round.ours) / best(round.peer)))),
    };
  } finally {
    await session.close();
    await new Promise<void>((resolve) => peer.close(resolve));
  }
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

/** What one connection can get out of a PLC, one request after the other: requests a second of each unit in turn. */
export async function mostOf({ port }: Simulator, units: number, lasts: number): Promise<number> {
  const session = await openSession({ road: 'tcp', ...place, port }, never);
  const pdu = encodeRequest({ do: 'read', area: 'holding-register', address: 0, quantity: 10 });
  try {
    const began = performance.now();
    let count = 0;
    for (; performance.now() < began + lasts * 1000; count += 1)
      await session.request(1 + (count % units), pdu, never);
    return (count / (performance.now() - began)) * 1000;
  } finally {
    await session.close();
  }
}
