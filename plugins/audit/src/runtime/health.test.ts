import assert from 'node:assert/strict';
import { storeErrors } from '@millwright/store';
import { beforeEach, describe, it } from 'mocha';
import { auditErrors } from '../common/errors.ts';
import type { DestinationState, Notice } from '../common/log.ts';
import { HealthState } from './health.ts';
import type { LogState } from './log/audit-log.ts';
import { noticeOf } from './notice.ts';

const well: LogState = {
  state: 'well',
  size: 90,
  checkpoint: { size: 80, time: 1, note: 'n' },
  origin: 'o',
  fingerprint: 'f',
  lost: 0,
  notices: [],
  others: [],
};
const full = noticeOf(storeErrors.diskFull({ file: 'audit.db' }));
const aside = noticeOf(auditErrors.setAside({ file: 'audit.damaged.db' }));
const destination = (id: string, anchored: number, anchor = true): DestinationState => ({
  id,
  name: id,
  kind: 'file',
  enabled: true,
  anchor,
  state: 'up-to-date',
  behind: 0,
  anchored,
});

describe('the health of the log', () => {
  let state: LogState;
  let notices: readonly Notice[];
  let destinations: readonly DestinationState[];
  let passive: boolean;
  let policy: 'block' | 'count';
  let published: number;
  let logged: string[];
  let health: HealthState;

  beforeEach(() => {
    state = { ...well, state: 'opening' };
    notices = [];
    destinations = [];
    passive = false;
    policy = 'block';
    published = 0;
    logged = [];
    const tell = (text: string) => void logged.push(text);
    health = new HealthState({
      log: {
        state: () => state,
        figures: () => Promise.resolve({ events: 70, bytes: 1000 }),
        event: () => Promise.resolve(undefined),
      },
      destinations: () => Promise.resolve(destinations),
      verified: () => undefined,
      notices: () => notices,
      whenUnwritable: () => ({ change: policy, read: 'count' }),
      doorProblem: () => (passive ? auditErrors.doorPassive({ reason: 'no capture' }) : undefined),
      tell: { info: tell, warn: tell, error: tell },
      publish: () => {
        published += 1;
      },
    });
  });

  it('has figures, checkpoint and what no anchor covers', async () => {
    state = well;
    destinations = [destination('a', 60), destination('b', 75), destination('c', 90, false)];
    assert.deepEqual(await health.current(), {
      state: 'well',
      size: 90,
      events: 70,
      bytes: 1000,
      origin: 'o',
      fingerprint: 'f',
      checkpoint: well.checkpoint,
      open: 15,
      refuses: false,
      lost: 0,
      destinations,
      notices: [],
    });
    destinations = [];
    assert.equal((await health.current()).open, 90);
    // Of a log that was set aside meanwhile.
    destinations = [destination('a', 1000)];
    assert.equal((await health.current()).open, 0);
  });

  it('refuses changes while they cannot be recorded, unless they are to be counted', async () => {
    state = { ...well, state: 'failing', problem: full };
    assert.equal((await health.current()).refuses, true);
    policy = 'count';
    assert.equal((await health.current()).refuses, false);
  });

  it('is told once at each change, in the log and to editors', () => {
    state = well;
    health.look();
    health.look();
    assert.deepEqual([published, logged], [1, []]);
    state = { ...well, state: 'failing', problem: full };
    health.look();
    state = { ...state, size: 91, lost: 3 };
    health.look();
    assert.deepEqual([published, logged], [2, [`${full.message} (store.disk-full)`]]);
    state = { ...well, notices: [aside] };
    health.look();
    assert.deepEqual(logged.slice(1), [`${aside.message} (audit.set-aside)`, 'Events are recorded again']);
    assert.equal(published, 3);
  });

  it('has the worst first', async () => {
    state = { ...well, state: 'failing', problem: full, notices: [aside] };
    notices = [{ code: 'audit.clock-doubted', message: 'the clock' }];
    passive = true;
    health.lookAtDoor();
    assert.deepEqual(
      (await health.current()).notices.map(({ code }) => code),
      ['audit.door-passive', 'store.disk-full', 'audit.set-aside', 'audit.clock-doubted'],
    );
  });
});
