import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { divideFlows, type FlowDocument } from '@millwright/flows';
import { storeErrors } from '@millwright/store';
import { bundled } from '@millwright/testing';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { historyErrors } from '../common/errors.ts';
import { ArchiveClient } from './archive-client.ts';
import { HealthState } from './health.ts';

const flows = (name: string): FlowDocument => divideFlows([{ id: 't1', type: 'tab', label: name }]);
const found = { actor: { kind: 'system' }, operation: 'found' } as const;

const worker = pathToFileURL(bundled(join(import.meta.dirname, 'worker.ts')));

describe('the archive, seen from the main thread', () => {
  let directory: string;
  let client: ArchiveClient;
  let health: HealthState;
  const openings: string[][] = [];
  const logged: string[] = [];
  const log = {
    info: (text: string) => logged.push(text),
    warn: (text: string) => logged.push(text),
    error: (text: string) => logged.push(text),
  };

  const make = () => {
    health = new HealthState({ log, publish: () => undefined, doorProblem: () => undefined });
    return new ArchiveClient({
      directory: () => directory,
      worker,
      onCrash: (error) => assert.fail(error),
      onOpened: (notices) => {
        openings.push(notices.map(({ code }) => code));
        health.opened(notices);
      },
    });
  };
  const keep = (document: FlowDocument) =>
    client.keep(document, {
      time: 1,
      record: found,
      rev: 'r',
      credentials: '{}',
      modules: '[]',
      settings: '{}',
    });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-client-'));
    openings.length = 0;
    logged.length = 0;
    client = make();
  });
  afterEach(async () => {
    await client.close();
    rmSync(directory, { recursive: true });
  });

  it('tells of each opening once, whichever call made it', async () => {
    await keep(flows('one'));
    await client.open();
    await keep(flows('two'));
    assert.deepEqual(openings, [[]]);
  });

  it('reads what was kept a moment before, in a thread of its own', async () => {
    for (const name of ['one', 'two', 'three']) {
      const { version } = await keep(flows(name));
      const [newest] = await client.list({ limit: 1 });
      assert.deepEqual(newest, version);
      assert.match((await client.read(version.number)).flows, new RegExp(name));
    }
    await client.close();
    assert.deepEqual(readdirSync(directory).sort(), ['history.db', 'keys']);
  });

  it('opens the archive for whoever reads first', async () => {
    assert.deepEqual(await client.list({ limit: 1 }), []);
    assert.deepEqual(openings, [[]]);
  });

  it('starts nothing any more once it is closed', async () => {
    await client.close();
    await assert.rejects(client.open(), storeErrors.workerClosed.is);
    await assert.rejects(keep(flows('one')), storeErrors.workerClosed.is);
    await assert.rejects(client.list({ limit: 1 }), storeErrors.workerClosed.is);
    assert.deepEqual(readdirSync(directory), []);
  });

  it('tells what was found when the archive could only be opened later', async () => {
    await keep(flows('one'));
    await client.close();
    rmSync(join(directory, 'keys'), { recursive: true });
    writeFileSync(join(directory, 'keys'), 'in the way');
    client = make();
    openings.length = 0;
    await assert.rejects(client.open());
    assert.deepEqual(openings, []);
    rmSync(join(directory, 'keys'));
    writeFileSync(join(directory, 'history.damaged-20261122T153012Z.db'), '');
    await keep(flows('two'));
    assert.deepEqual(openings, [[historyErrors.keyLost.code, historyErrors.setAside.code]]);
    const { reason, further } = health.current();
    assert.deepEqual(
      [reason?.code, further?.map(({ code }) => code)],
      [historyErrors.keyLost.code, [historyErrors.setAside.code]],
    );
    assert.equal(logged.length, 2);
  });
});
