import assert from 'node:assert/strict';
import type { Host } from '@millwright/runtime';
import { waitFor } from '@millwright/testing';
import { watchWhatRuns } from './what-runs.ts';

type FlowsStarted = Parameters<Host['onFlowsStarted']>[0];

describe('what runs', () => {
  it('says once in the log why it cannot be compared, until it can be again', async () => {
    let started: FlowsStarted = () => {};
    const host = {
      nodeRed: { getFlows: () => undefined },
      onFlowsStarted: (run: FlowsStarted) => {
        started = run;
        return () => {};
      },
      onFlowsStopped: () => () => {},
    } as unknown as Parameters<typeof watchWhatRuns>[0];
    let failure: string | undefined;
    let asked = 0;
    const told: string[] = [];
    const log: string[] = [];
    const end = watchWhatRuns(
      host,
      async (rev) => {
        asked += 1;
        if (failure !== undefined) throw new Error(failure);
        return rev;
      },
      (rev) => told.push(rev),
      { warn: (text) => log.push(text) },
    );
    let looks = 0;
    const look = async (how: string | undefined): Promise<void> => {
      failure = how;
      looks += 1;
      started({ state: { rev: `rev-${looks}` } } as Parameters<FlowsStarted>[0]);
      await waitFor('the look', () => asked === looks);
    };
    for (const how of ['EACCES', 'EACCES', undefined, 'EACCES', 'EIO', undefined]) await look(how);
    await waitFor('the last one to be told', () => told.includes('rev-6'));
    end();
    assert.deepEqual(told, ['rev-3', 'rev-6']);
    assert.deepEqual(
      log.map((text) => [/E[A-Z]+/.exec(text)?.[0], text.includes('(fleet.not-compared)')]),
      [
        ['EACCES', true],
        ['EACCES', true],
        ['EIO', true],
      ],
    );
  });
});
