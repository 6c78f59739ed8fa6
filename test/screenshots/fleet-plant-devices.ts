/** The devices of a plant, in every state at once. */
export const now = Date.now();
export const minute = 60_000;
export const hour = 60 * minute;

export const hex = (digit: string, length = 16): string => digit.repeat(length);
export const release = (version: number, name = 'filler-line') => ({ name, version });
export const unhealthy = {
  code: 'rollout.unhealthy',
  message: 'Not healthy',
  details: { reasons: [{ code: 'connection', subject: 'PLC filler' }] },
};

type Device = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly state: string;
};

const device = (id: string, name: string, line: number, state: string, more: object = {}): Device => ({
  id,
  name,
  state,
  labels: [
    { name: 'line', value: String(line) },
    { name: 'site', value: line < 4 ? 'Graz' : 'Linz' },
  ],
  online: true,
  lastSeen: now - 2000,
  running: release(3),
  wanted: release(4),
  restart: 'supervised',
  ...more,
});

const inSync = { running: release(4) };
export const devices: readonly Device[] = [
  device('capper-1', 'Capper 1', 1, 'in-sync', inSync),
  device('capper-2', 'Capper 2', 2, 'in-sync', { ...inSync, lastSeen: now - 9000 }),
  device('filler-1', 'Filler 1', 1, 'failed', { trouble: unhealthy }),
  device('filler-2', 'Filler 2', 2, 'working', { phase: 'watching' }),
  device('filler-3', 'Filler 3', 3, 'working', { phase: 'fetching' }),
  device('filler-4', 'Filler 4', 4, 'pending', { online: false, lastSeen: now - 3 * hour }),
  device('labeller-1', 'Labeller 1', 1, 'drifted', inSync),
  device('labeller-2', 'Labeller 2', 2, 'new', {
    running: undefined,
    wanted: undefined,
    lastSeen: now - 12_000,
  }),
  device('palletiser-1', 'Palletiser with a rather long name at the north gate', 4, 'in-sync', inSync),
  device('palletiser-2', 'Palletiser 2', 4, 'copied', {}),
  device('washer-1', 'Washer 1', 3, 'safe', {
    trouble: { code: 'rollout.start-loop', message: 'x', details: { starts: 5 } },
  }),
  device('washer-2', 'Washer 2', 3, 'waiting', {}),
  device('washer-3', 'Washer 3', 3, 'shut-out', { online: false, lastSeen: now - 26 * hour }),
  device('weigher-1', 'Weigher 1', 2, 'idle', { running: undefined, wanted: undefined }),
];

const counts = (all: readonly Device[]) => ({
  all: all.length,
  online: all.filter(({ online }) => online === true).length,
  states: Object.fromEntries(
    [...Map.groupBy(all, ({ state }) => state)].map(([state, found]) => [state, found.length]),
  ),
});
export const page = (all: readonly Device[]) => ({ devices: all, counts: counts(all), now: Date.now() });

/** What was changed on a device and taken over. */
export const adopted = {
  device: 'labeller-1',
  name: 'Labeller 1',
  rev: hex('ab', 32),
  time: now - 19 * minute,
  against: release(3),
};

export const details = (id: string): object => {
  const found = devices.find((each) => each.id === id) ?? devices[0];
  return {
    ...found,
    ...(found?.state === 'new' ? { words: ['anchor', 'pepper', 'violin', 'maple'] } : {}),
    fingerprint: hex('7c3a', 4),
    enrolled: now - 90 * hour,
    driftPolicy: 'report',
    versions: { millwright: '0.1.0', nodeRed: '5.0.7', node: '24.21.0', platform: 'linux arm64' },
    ...(found?.state === 'copied'
      ? {
          copies: [
            { boot: hex('a1b2', 8), lastSeen: now - 4000 },
            { boot: hex('f00d', 8), lastSeen: now - 7000 },
          ],
        }
      : {}),
    ...(found?.state === 'drifted' ? { drift: { since: now - 20 * minute, rev: adopted.rev } } : {}),
    adopted: found?.id === adopted.device ? [{ time: adopted.time, rev: adopted.rev }] : [],
    outcomes:
      found?.running === undefined
        ? []
        : [
            {
              job: hex('a'),
              result: 'rolled-back',
              release: release(4),
              error: unhealthy,
              time: now - 10 * minute,
            },
            { job: hex('b'), result: 'committed', release: release(3), time: now - 30 * hour },
          ],
    events: [
      {
        time: now - 10 * minute,
        kind: 'outcome',
        release: release(4),
        result: 'rolled-back',
        error: unhealthy,
      },
      { time: now - 12 * minute, kind: 'wanted', release: release(4), by: 'mara' },
      { time: now - 30 * hour, kind: 'confirmed', by: 'ines' },
      { time: now - 90 * hour, kind: 'enrolled' },
    ],
    values: 3,
  };
};
