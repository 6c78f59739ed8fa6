import assert from 'node:assert/strict';
import { patternMemory, SimulatedPlc } from '@millwright/simulators';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedServer } from '../../nodes/modbus/src/common/routes.ts';
import { type Line, layLine } from '../interoperability/line.ts';
import { connection, isStatus, observed, type Seen, tags, waitToSee, watch } from './flow.ts';

const isGood = ({ sample }: Seen): boolean => sample?.quality === 'good';

for (const target of targets()) {
  describe(`Modbus nodes on a serial line in ${target.title}`, function () {
    this.timeout(60_000);
    let line: Line;
    let plc: SimulatedPlc;
    let nodeRed: NodeRedProcess | undefined;

    before(async function () {
      line = await layLine(this as unknown as Mocha.Context);
      plc = new SimulatedPlc({ road: 'rtu', serial: line.theirs, memory: patternMemory });
      await plc.listen();
    });

    after(async () => {
      await nodeRed?.stop();
      await plc?.close();
      await line?.close();
    });

    it('M-R-09: share the line, and have it again after each deploy that comes while it is read', async () => {
      const { path, baudRate, parity } = line.ours;
      const flows = observed(
        connection(502, { road: 'rtu', path, baudRate, parity }),
        tags([{ name: 'seven', area: 'holding-register', address: 7, type: 'uint16' }]),
        watch(10),
        watch(10, { id: 'second' }),
      );
      const running = await startNodeRed({ target, flows });
      nodeRed = running;
      await waitToSee(running, 'values', isGood);
      await waitToSee(running, 'values', isGood);
      for (let turn = 0; turn < 5; turn += 1) {
        const from = running.log.length;
        const { requests } = plc;
        await waitFor('the line to be read', () => plc.requests > requests);
        await running.deploy(flows);
        await running.waitForLog(/Started flows/, { from });
        await waitToSee(running, 'values', isGood, { from: running.log.length });
      }
      assert.doesNotMatch(running.log, /No connection to|Access denied|locked|Did not close/);
    });

    it('M-R-08: a server says that its adapter is gone and why, and that it is back with it', async () => {
      await nodeRed?.stop();
      await plc.close();
      const { path, baudRate, parity } = line.ours;
      const server = {
        id: 'server',
        type: 'mw-modbus-server',
        z: 'tab',
        schema: 1,
        road: 'rtu',
        path,
        baudRate,
        parity,
        unit: 1,
        mode: 'messages',
        wires: [[]],
      };
      const running = await startNodeRed({ target, flows: observed(server) });
      nodeRed = running;
      const listed = async (): Promise<ListedServer | undefined> => {
        const route = '/millwright/modbus/status';
        const { body } = await running.request<{ servers: readonly ListedServer[] }>('GET', route);
        return body.servers[0];
      };
      await waitFor('the server to listen', async () => (await listed())?.phase === 'listening');
      const [from, deadline] = [running.log.length, 30_000];
      await line.unplug();
      await waitToSee(running, 'the server to wait', isStatus('server', /^retry in 1 s$/), {
        from,
        deadline,
      });
      // That it was online before may have been told only after the line was taken away.
      const away = running.log.length;
      const { error, phase } = (await listed()) ?? {};
      assert.deepEqual([phase, error?.code], ['waiting', 'modbus.serial-failed']);
      await running.waitForLog(/cannot be used: .*Trying again until it works/, { from });
      await line.plug();
      await waitToSee(running, 'the server to listen again', isStatus('server', /^online$/), {
        from: away,
        deadline,
      });
      assert.equal((await listed())?.phase, 'listening');
      await running.waitForLog(/Listening on /, { from: away });
    });
  });
}
