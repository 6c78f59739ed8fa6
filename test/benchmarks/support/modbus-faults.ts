import { ModbusClient, unpackRegisters } from '@millwright/modbus';
import { Chance, pattern } from '@millwright/simulators';
import { makeModbusSerial } from './modbus-peer.ts';
import { Simulator } from './modbus-simulator.ts';

const never = new AbortController().signal;
const timeout = 40;
const late = timeout + 15;

type Framing = 'mbap' | 'rtu';

/** What a client can tell from a right answer, on each kind of road. */
const faults: Readonly<Record<Framing, readonly object[]>> = {
  mbap: [
    { kind: 'delay', milliseconds: late },
    { kind: 'duplicate' },
    { kind: 'swap' },
    { kind: 'truncate' },
    { kind: 'wrong-unit' },
    { kind: 'wrong-transaction' },
    { kind: 'wrong-protocol' },
    { kind: 'wrong-function' },
    { kind: 'wrong-length', length: 7 },
    { kind: 'wrong-byte-count' },
    { kind: 'short-frame' },
    { kind: 'garbage' },
  ],
  rtu: [
    { kind: 'delay', milliseconds: late },
    { kind: 'duplicate' },
    { kind: 'swap' },
    { kind: 'truncate' },
    { kind: 'wrong-unit' },
    { kind: 'wrong-function' },
    { kind: 'wrong-byte-count' },
    { kind: 'short-frame' },
    { kind: 'wrong-checksum' },
    { kind: 'garble' },
    { kind: 'noise' },
    { kind: 'garbage' },
  ],
};

export interface Campaign {
  /** Answers that were spoiled. */
  readonly faults: number;
  /** Values that were read, and were wrong. */
  readonly wrong: number;
  readonly right: number;
}

/** Reads one register at an address; undefined where it was told that there is no value. */
type Read = (address: number) => Promise<number | undefined>;

/**
 * Reads at random addresses, whose values tell where they stand, while nine answers in ten are spoiled, until there were
 * so many faults.
 */
async function campaign(
  framing: Framing,
  wanted: number,
  seed: number,
  readers: (port: number) => readonly { readonly read: Read; close(): Promise<void> }[],
): Promise<Campaign> {
  const road = framing === 'mbap' ? 'tcp' : 'rtu-over-tcp';
  const simulator = await Simulator.start('--road', road, '--seed', String(seed));
  const all = readers(simulator.port);
  let [right, wrong, spoiled] = [0, 0, 0];
  try {
    const kinds = faults[framing];
    // The first fault that comes spoils an answer: each is as likely as any other where those before it have left it so much.
    for (const [index, fault] of kinds.entries()) {
      const share = 0.9 / kinds.length / (1 - (0.9 / kinds.length) * index);
      await simulator.tell({ do: 'misbehave', fault: { ...fault, share } });
    }
    let isOver = false;
    const counting = (async () => {
      while (spoiled < wanted) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        spoiled = Number((await simulator.tell({ do: 'report' }))['spoiled']);
      }
      isOver = true;
    })();
    const follow = async (read: Read, chance: Chance): Promise<void> => {
      while (!isOver) {
        const address = Math.floor(chance.next() * 65_536);
        const value = await read(address);
        if (value === pattern.register('holding-register', address)) right += 1;
        else if (value !== undefined) wrong += 1;
      }
    };
    await Promise.all([
      counting,
      ...all.map(({ read }, index) => follow(read, new Chance(seed * 1_000 + index))),
    ]);
    return { faults: spoiled, wrong, right };
  } finally {
    await Promise.all(all.map((reader) => reader.close()));
    await simulator.stop();
  }
}

const atOnce = 32;

/** Our client: values that came as good ones though they are wrong. */
export function ourCampaign(framing: Framing, wanted: number, seed: number): Promise<Campaign> {
  return campaign(framing, wanted, seed, (port) =>
    Array.from({ length: atOnce }, (_, index) => {
      const chance = new Chance(seed + index);
      const client = new ModbusClient({
        road: framing === 'mbap' ? 'tcp' : 'rtu-over-tcp',
        host: '127.0.0.1',
        port,
        timeout,
        connectTimeout: 2_000,
        random: () => chance.next(),
        policy: { firstDelay: 1, longestDelay: 2 },
      });
      client.connection.need();
      return {
        read: async (address) => {
          const request = { do: 'read', area: 'holding-register', address, quantity: 1 } as const;
          // Another unit each time: one that is silent too often would be left alone.
          const unit = 1 + Math.floor(chance.next() * 247);
          try {
            const { data } = await client.perform(unit, request, { source: 'bench', signal: never });
            return unpackRegisters(data)[0];
          } catch {
            await new Promise((resolve) => setImmediate(resolve));
            return undefined;
          }
        },
        close: () => client.close(),
      };
    }),
  );
}

/** A promise that may never settle, as those of modbus-serial where its connection is cut. */
async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ends')), timeout * 10);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** modbus-serial, which is connected anew where it loses its connection. */
export function peerCampaign(framing: Framing, wanted: number, seed: number): Promise<Campaign> {
  return campaign(framing, wanted, seed, (port) =>
    Array.from({ length: atOnce }, () => {
      let client = makeModbusSerial();
      let isOpen = false;
      const open = async (): Promise<void> => {
        client.destroy(() => {});
        client = makeModbusSerial();
        if (framing === 'mbap') await client.connectTCP('127.0.0.1', { port });
        else await client.connectTelnet('127.0.0.1', { port });
        client.setID(1);
        client.setTimeout(timeout);
        isOpen = true;
      };
      return {
        read: async (address) => {
          try {
            if (!isOpen) await inTime(open());
            return (await inTime(client.readHoldingRegisters(address, 1))).data[0];
          } catch (error) {
            await new Promise((resolve) => setImmediate(resolve));
            // Its errors are no Error. After these, its connection is still there.
            const { message } = error as { readonly message?: string };
            if (!/timed out|exception|unexpected|CRC|data length/i.test(message ?? '')) isOpen = false;
            return undefined;
          }
        },
        close: async () => client.destroy(() => {}),
      };
    }),
  );
}
