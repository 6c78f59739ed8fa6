import assert from 'node:assert/strict';
import {
  ModbusClient,
  modbusErrors,
  packRegisters,
  type Request,
  type ResponseTo,
  unpackRegisters,
} from '@millwright/modbus';
import { freePort, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedServer } from '../../nodes/modbus/src/common/routes.ts';
import { connection, type FlowNode, isStatus, observed, said, say, tags, waitToSee, watch } from './flow.ts';

const never = new AbortController().signal;

/** A client of packages/modbus, for what a test asks. */
class Asking {
  readonly #client: ModbusClient;
  readonly #release: () => void;

  constructor(port: number) {
    this.#client = new ModbusClient({
      road: 'tcp',
      host: '127.0.0.1',
      port,
      timeout: 1_000,
      connectTimeout: 2_000,
      policy: { firstDelay: 20, longestDelay: 50 },
    });
    this.#release = this.#client.connection.need();
  }

  ask<R extends Request>(request: R): Promise<ResponseTo<R>> {
    return this.#client.perform(1, request, { source: this, signal: never });
  }

  async registers(address: number, quantity: number): Promise<readonly number[]> {
    const { data } = await this.ask({ do: 'read', area: 'holding-register', address, quantity });
    return unpackRegisters(data);
  }

  get client(): ModbusClient {
    return this.#client;
  }

  async close(): Promise<void> {
    this.#release();
    await this.#client.close();
  }
}

const row = (name: string, address: number, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  area: 'holding-register',
  address: String(address),
  type: 'uint16',
  ...more,
});

for (const target of targets()) {
  describe(`a Modbus server in ${target.title}`, function () {
    this.timeout(60_000);
    let port: number;
    let nodeRed: NodeRedProcess;
    let asking: Asking;

    const server = (overrides: Readonly<Record<string, unknown>> = {}): FlowNode => ({
      id: 'server',
      type: 'mw-modbus-server',
      z: 'tab',
      schema: 1,
      host: '127.0.0.1',
      port,
      unit: 1,
      tags: [
        row('level', 0, { type: 'float32', value: '21.5', access: 'read-write' }),
        row('speed', 2, { value: '300', access: 'read-write' }),
        row('fixed', 5, { value: '7' }),
        row('bit', 6, { type: 'bool', bit: 3, access: 'read-write' }),
        { name: 'run', area: 'coil', address: '0', type: 'bool', access: 'read-write', value: 'true' },
      ],
      wires: [['message']],
      ...overrides,
    });
    const flows = (overrides: Readonly<Record<string, unknown>> = {}): readonly FlowNode[] =>
      observed(server(overrides), ...said('server'));
    const deploy = async (nodes: readonly FlowNode[]): Promise<void> => {
      const from = nodeRed.log.length;
      await nodeRed.deploy(nodes);
      await nodeRed.waitForLog(/Started flows/, { from });
    };

    before(async () => {
      port = await freePort();
      nodeRed = await startNodeRed({ target, flows: flows() });
      asking = new Asking(port);
      await waitFor('the server', () => asking.registers(0, 1).catch(() => undefined));
    });
    after(async () => {
      await asking?.close();
      await nodeRed?.stop();
    });

    it('holds what its table says, and what a message sets', async () => {
      assert.deepEqual(await asking.registers(0, 6), [0x41ac, 0, 300, 0, 0, 7]);
      const from = nodeRed.log.length;
      await say(nodeRed, { payload: { speed: 310, fixed: 8, bit: true } });
      await waitFor('the value', async () => (await asking.registers(2, 1))[0] === 310);
      assert.deepEqual(await asking.registers(5, 2), [8, 8]);
      await say(nodeRed, { payload: { fixed: 9, speed: 70_000 } });
      const { error } = await waitToSee(nodeRed, 'the refusal', (what) => what.from === 'error', { from });
      assert.equal(error?.code, 'tags.value-does-not-fit');
      assert.deepEqual(await asking.registers(5, 1), [8]);
    });

    it('tells what a client writes, and who', async () => {
      const from = nodeRed.log.length;
      await asking.ask({ do: 'write-register', address: 2, value: 42 });
      const message = await waitToSee(nodeRed, 'the write', ({ topic }) => topic === 'speed', { from });
      assert.equal(message.payload, 42);
      assert.deepEqual(message['client'], { address: '127.0.0.1' });
    });

    it('refuses what is not there, and what clients may not write', async () => {
      const refused = async (request: Request): Promise<void> =>
        assert.rejects(asking.ask(request), (error: Error) => {
          assert.ok(modbusErrors.exception.is(error), error.message);
          assert.match(error.message, /exception 2/);
          return true;
        });
      await refused({ do: 'read', area: 'holding-register', address: 5, quantity: 5 });
      await refused({ do: 'write-register', address: 5, value: 1 });
      await refused({ do: 'write-register', address: 3, value: 1 });
      await refused({ do: 'write-coil', address: 1, value: true });
    });

    it('says what it is', async () => {
      const { objects } = await asking.client.identify(1, 1, { source: 'test', signal: never });
      assert.equal(objects[0]?.text, 'Millwright');
    });

    it('M-S-07: cuts its clients at a deploy, and serves the new table on the same port', async () => {
      assert.equal((await asking.registers(2, 1)).length, 1);
      let lost = false;
      asking.client.connection.onChange(({ phase }) => {
        lost ||= phase === 'waiting';
      });
      await deploy(flows({ tags: [row('speed', 2, { value: '11' })] }));
      await waitFor('the client to be cut', () => lost);
      await waitFor('the new table', async () => {
        const values = await asking.registers(2, 1).catch(() => []);
        return values[0] === 11;
      });
      assert.doesNotMatch(nodeRed.log, /EADDRINUSE|Did not close/);
    });

    it('keeps values over a deploy where that is wanted', async () => {
      const kept = {
        persist: true,
        wide: 'string',
        tags: [
          row('speed', 2, { value: '300', access: 'read-write' }),
          row('wide', 3, { type: 'uint64', access: 'read-write' }),
          row('none', 7, { type: 'float32', value: '1', access: 'read-write' }),
        ],
      };
      await deploy(flows(kept));
      await waitFor('the table', async () => (await asking.registers(2, 1).catch(() => []))[0] === 300);
      const from = nodeRed.log.length;
      // Beyond what a number holds, and what is no number at all.
      const written = [77, 0x7fff, 0xffff, 0xffff, 0xffff, 0x7fc0, 1];
      await asking.ask({ do: 'write-registers', address: 2, data: packRegisters(written) });
      const { payload } = await waitToSee(nodeRed, 'the write', ({ samples }) => samples?.length === 3, {
        from,
      });
      assert.deepEqual(payload, { speed: 77, wide: String(0x7fff_ffff_ffff_ffffn), none: null });
      await deploy(flows({ ...kept, maxConnections: 5 }));
      await waitFor('the kept value', async () => (await asking.registers(2, 1).catch(() => []))[0] === 77);
      assert.deepEqual(await asking.registers(2, 7), written);
    });

    it('lets a flow answer, and answers itself where that takes too long', async () => {
      await deploy([
        ...observed(server({ mode: 'messages', answerWithin: 200, wires: [['answer']] })),
        {
          id: 'answer',
          type: 'function',
          z: 'tab',
          x: 1,
          y: 1,
          func: `if (msg.payload.address === 99) return null;
            if (msg.payload.address === 98) return { ...msg, payload: { exception: 6 } };
            if (msg.topic === 'write-register') return { ...msg, payload: true };
            return { ...msg, payload: new Array(msg.payload.quantity).fill(msg.payload.address) };`,
          outputs: 1,
          wires: [['server']],
        },
      ]);
      await waitFor('the flow', async () => (await asking.registers(3, 2).catch(() => []))[1] === 3);
      await asking.ask({ do: 'write-register', address: 1, value: 1 });
      await assert.rejects(asking.registers(98, 1), /exception 6/);
      await assert.rejects(asking.registers(99, 1), /exception 4/);
    });

    it('says that its port is taken, and takes it once it is free', async () => {
      const from = nodeRed.log.length;
      await deploy(
        observed(server(), server({ id: 'second' }), connection(port), tags([row('speed', 2)]), watch(50)),
      );
      await waitToSee(nodeRed, 'one of them wait', isStatus('second', /^retry in 5 s$/), { from });
      await waitToSee(nodeRed, 'values', ({ sample }) => sample?.value === 300, { from });
      await nodeRed.waitForLog(/another program listens there already\. Trying again/, { from });
      const { body } = await nodeRed.request<{ servers: readonly ListedServer[] }>(
        'GET',
        '/millwright/modbus/status',
      );
      const [first, second] = body.servers;
      const place = `127.0.0.1:${port}`;
      assert.deepEqual(
        [first?.id, first?.place, first?.phase, first?.error],
        ['server', place, 'listening', undefined],
      );
      assert.ok((first?.clients ?? 0) >= 1 && (first?.counters.requests ?? 0) >= 1);
      assert.deepEqual([second?.id, second?.phase, second?.clients], ['second', 'waiting', 0]);
      assert.equal(second?.error?.code, 'modbus.listen-failed');
      assert.equal(second.error.details?.['problem'], 'in-use');
      assert.equal(second.lastError?.code, 'modbus.listen-failed');
      await deploy(observed(server({ id: 'second' })));
      await waitFor('the second', async () => (await asking.registers(2, 1).catch(() => []))[0] === 300, {
        deadline: 10_000,
      });
    });
  });
}
