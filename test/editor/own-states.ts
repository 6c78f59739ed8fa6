import type { Page } from 'playwright-core';
import type { FleetState, OwnState } from '../../plugins/fleet/src/common/fleet.ts';

type Machine = NonNullable<OwnState['machine']>;

const hour = 3_600_000;
/** 26 November 2026, 09:30 UTC: what is shown of times does not depend on when one looks. */
const morning = Date.UTC(2026, 10, 26, 9, 30);
const release = (version: number) => ({ name: 'filler-line', version });
const trouble = (code: string, message: string, details?: Record<string, unknown>) => ({
  code,
  message,
  ...(details && { details }),
});

const enrolled: OwnState = {
  stage: 'enrolled',
  device: 'filler-1-7f3a',
  name: 'Filler 1',
  labels: [
    { name: 'line', value: '1' },
    { name: 'hall', value: 'north' },
  ],
  hub: {
    url: 'https://hub.plant.example/red',
    fingerprint: '3f9c01ab77d2e410',
    releaseFingerprint: 'b6640d91c2a85e7f',
  },
  connection: { road: 'socket', since: morning },
  restart: 'supervised',
};
const machine = (more: Partial<Machine>): Machine => ({
  phase: 'idle',
  committed: release(3),
  quarantined: [],
  ...more,
});

const findings = [
  { code: 'connection', subject: 'Filler PLC' },
  { code: 'uncaught-error', subject: 'Scale: x is not defined' },
];

/** A device in each state that people have to tell apart. */
export const ownStates = {
  words: {
    ...enrolled,
    stage: 'words',
    words: ['amber', 'violin', 'harbour', 'seventeen'],
    machine: { phase: 'idle', quarantined: [] },
  },
  runs: { ...enrolled, machine: machine({}) },
  watching: { ...enrolled, machine: machine({ phase: 'watching', release: release(4), watching: 23 }) },
  'went-back': {
    ...enrolled,
    machine: machine({
      last: {
        job: 'job-0000000000000000',
        result: 'rolled-back',
        release: release(4),
        error: trouble('rollout.unhealthy', 'Not healthy', { reasons: findings }),
        time: morning + hour,
      },
      quarantined: [{ digest: 'd'.repeat(64), release: release(4), isWanted: true }],
    }),
  },
  locked: {
    ...enrolled,
    machine: machine({ phase: 'waiting', waitsFor: 'lock', release: release(4) }),
    locked: { by: 'mara', since: morning + hour },
  },
  drifted: {
    ...enrolled,
    connection: { road: 'poll', since: morning },
    restart: 'none',
    machine: machine({ drift: { policy: 'report', since: morning + hour, rev: 'a'.repeat(64) } }),
  },
  'put-back': { ...enrolled, machine: machine({ putBack: morning + hour }) },
  out: {
    ...enrolled,
    connection: {
      road: 'none',
      since: morning,
      trouble: trouble('fleet.hub-shut-it-out', 'Out', { hub: 'https://hub.plant.example' }),
    },
    machine: machine({}),
  },
  stopped: {
    ...enrolled,
    connection: { road: 'none', since: morning },
    restart: 'exit',
    stopped: true,
    machine: machine({
      phase: 'safe',
      trouble: trouble('rollout.blocked', 'The flows kept Node-RED so busy that it had to be ended'),
    }),
  },
} as const satisfies Readonly<Record<string, OwnState>>;

/** What was changed on the device of `drifted`. */
export const drift = {
  against: release(3),
  more: 0,
  credentials: [],
  modules: [],
  parts: [
    {
      kind: 'tab',
      name: 'Filler',
      state: 'changed',
      properties: ['info'],
      nodes: [
        { name: 'Every second', type: 'mw-modbus-watch', state: 'changed', properties: ['interval'] },
        { name: 'Alarm', type: 'function', state: 'added', properties: [] },
        { name: 'Speed', type: 'debug', state: 'removed', properties: [] },
      ],
    },
    {
      kind: 'configuration',
      name: '',
      state: 'changed',
      properties: [],
      nodes: [
        { name: 'Filler PLC', type: 'mw-modbus-connection', state: 'changed', properties: ['host', 'port'] },
      ],
    },
  ],
};

const state = (own: OwnState): FleetState => ({
  hub: {
    active: false,
    keys: { mode: 'none' },
    store: { kind: 'sqlite' },
    devices: 0,
    online: 0,
    warnings: [],
  },
  own,
});

/** Answers in the server's place as a device in this state does. */
export async function asDevice(page: Page, own: OwnState): Promise<void> {
  await page.route('**/millwright/fleet/state*', (route) => route.fulfill({ json: state(own) }));
  await page.route('**/millwright/fleet/own/drift*', (route) => route.fulfill({ json: drift }));
}
