import { execFileSync } from 'node:child_process';
import { ModbusClient, ModbusServer, UnitTable } from '@millwright/modbus';
import { waitFor } from '@millwright/testing';

/**
 * Reads a PLC in a network that this process has for itself, and pulls the cable: what is sent then reaches nobody, and
 * nobody says so. Tells in one line of JSON what was noticed, and after how many milliseconds.
 */
const [keepAlive = 0, timeout = 0] = process.argv.slice(2).map(Number);

const cable = (is: 'up' | 'down'): void => void execFileSync('ip', ['link', 'set', 'lo', is]);
cable('up');
const server = new ModbusServer({
  road: 'tcp',
  host: '127.0.0.1',
  port: 0,
  serve: () => ({ data: Uint8Array.of(0, 7) }),
});
await server.listen();
const client = new ModbusClient({
  road: 'tcp',
  host: '127.0.0.1',
  port: server.port,
  timeout,
  connectTimeout: 1_000,
  keepAlive,
  policy: { firstDelay: 100, longestDelay: 200 },
});
const release = client.connection.need();
const table = new UnitTable({
  client,
  unit: 1,
  tags: [{ name: 'seven', area: 'holding-register', address: 0, type: 'uint16', byteOrder: 'ABCD' }],
});
const signal = new AbortController().signal;
const read = async () => {
  const { samples } = await table.read(undefined, { source: table, signal });
  const [sample] = samples;
  return sample?.quality === 'good' ? sample.value : sample?.status?.name;
};
const since = (began: number): number => Math.round(performance.now() - began);
const isLost = (): boolean => client.connection.state.phase === 'waiting';
const until = (what: string, met: () => boolean | Promise<boolean>): Promise<unknown> =>
  waitFor(what, async () => (await met()) || undefined, { deadline: 30_000 });

const told: Record<string, unknown> = { before: await read() };

let began = performance.now();
cable('down');
told['first'] = await read();
told['firstAfter'] = since(began);
await until('the loss', async () => {
  await read();
  return isLost();
});
told['lostAfter'] = since(began);
cable('up');
began = performance.now();
await until('values', async () => (await read()) === 7);
told['backAfter'] = since(began);

// Nobody asks for anything: only the keep-alive of TCP can notice.
began = performance.now();
cable('down');
await until('the loss while idle', isLost);
told['idleLostAfter'] = since(began);
cable('up');
began = performance.now();
await until('values', async () => (await read()) === 7);
told['idleBackAfter'] = since(began);
told['links'] = server.accepted;

release();
await client.close();
await server.close();
process.stdout.write(`${JSON.stringify(told)}\n`);
