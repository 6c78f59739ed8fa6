import assert from 'node:assert/strict';
import type { DeviceState } from '../../../common/devices.ts';
import { type Standing, stateOf } from './state-of.ts';

const plain: Standing = { isShutOut: false, isCopied: false, isConfirmed: true };
const drift = { policy: 'report', rev: 'r', since: 1 } as const;
const at = (phase: string, job = 'wanted') => ({ phase, job });
const wanted = { job: 'wanted' };
const ended = (result: string) => ({ job: 'wanted', result });

const table: readonly (readonly [DeviceState, string, Partial<Standing>])[] = [
  ['idle', 'nothing was ever wanted', {}],
  ['idle', 'nothing is wanted of one that reports', { reported: { phase: 'idle' } }],
  ['pending', 'it has not reported', { wanted }],
  ['pending', 'it is at work on something else', { wanted, reported: at('fetching', 'other') }],
  ['pending', 'something newer took the place of what was wanted', { wanted: ended('superseded') }],
  ['working', 'it fetches', { wanted, reported: at('fetching') }],
  ['working', 'it goes back', { wanted, reported: at('rolling-back') }],
  ['waiting', 'a flow says not now', { wanted, reported: at('waiting') }],
  ['waiting', 'it tries again later', { wanted, reported: { ...at('fetching'), waitsFor: 'retry' } }],
  ['in-sync', 'it came through', { wanted: ended('committed'), reported: { phase: 'idle' } }],
  ['drifted', 'somebody changed it', { wanted: ended('committed'), reported: { phase: 'idle', drift } }],
  ['drifted', 'somebody changed it, and nothing is wanted', { reported: { phase: 'idle', drift } }],
  [
    'working',
    'it was changed, and is at work on what is wanted',
    { wanted, reported: { ...at('fetching'), drift } },
  ],
  [
    'waiting',
    'it was changed, and holds back what is wanted',
    { wanted, reported: { ...at('waiting'), drift } },
  ],
  [
    'drifted',
    'it was changed, and has not seen what is wanted',
    { wanted, reported: { phase: 'idle', drift } },
  ],
  ['failed', 'it went back', { wanted: ended('rolled-back'), reported: { phase: 'idle', drift } }],
  ['failed', 'it was refused', { wanted: ended('refused') }],
  ['failed', 'it could not be fetched', { wanted: ended('failed') }],
  ['safe', 'nothing comes up', { wanted: ended('failed-safe'), reported: { phase: 'safe' } }],
  ['new', 'nobody compared its words', { isConfirmed: false, reported: { phase: 'safe' } }],
  ['copied', 'two answer', { isCopied: true, isConfirmed: false }],
  ['shut-out', 'its key does not count', { isShutOut: true, isCopied: true }],
];

describe('the state of a device', () => {
  for (const [state, why, standing] of table)
    it(`is ${state} where ${why}`, () => assert.equal(stateOf({ ...plain, ...standing }), state));
});
