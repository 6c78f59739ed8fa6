import type { Page } from 'playwright-core';
import type { ListedConnection, ListedServer } from '../../nodes/modbus/src/common/routes.ts';

type Counters = ListedConnection['counters'];
type More = Partial<Omit<ListedConnection, 'counters'>> & { readonly counters?: Partial<Counters> };

/** 26 November 2026, 09:30 UTC: what is shown of times does not depend on when one looks. */
const morning = Date.UTC(2026, 10, 26, 9, 30);

/** A connection as the server tells of it, well unless told otherwise. */
export const connection = (
  name: string,
  host: string,
  { counters, ...more }: More = {},
): ListedConnection => ({
  id: name,
  name,
  place: `${host}:502`,
  road: 'tcp',
  readOnly: false,
  phase: 'online',
  tables: [{ name: `${name}, all`, unit: 1 }],
  counters: {
    requests: 48_213,
    errors: {},
    latency: { p50: 3.4, p99: 11.8 },
    bytes: { in: 5_210_000, out: 580_000 },
    reconnects: 0,
    refused: 0,
    dropped: 0,
    slow: 0,
    suspended: [],
    ...counters,
  },
  ...more,
});

/** Three that are well, one of them not in use. */
export const well: readonly ListedConnection[] = [
  connection('Filler PLC', '10.4.1.21'),
  connection('Labeller PLC', '10.4.1.22', { road: 'tls', readOnly: true }),
  connection('Spare', '10.4.1.90', { phase: 'idle', tables: [], counters: { requests: 0, latency: {} } }),
];

/** With one more that has units which do not answer. */
export const partly: readonly ListedConnection[] = [
  ...well,
  connection('Boiler gateway', '10.4.1.40', {
    road: 'rtu-over-tcp',
    tables: [
      { name: 'Burner', unit: 3 },
      { name: 'Flue gas meter', unit: 7 },
      { name: '', unit: 9 },
    ],
    counters: {
      errors: { 'modbus.timeout': 214, 'modbus.exception': 2 },
      slow: 31,
      suspended: [
        { unit: 7, since: morning, next: morning + 64_000 },
        { unit: 9, since: morning + 9000, next: morning + 71_000 },
      ],
      lastError: { code: 'modbus.timeout', message: 'No answer in time', at: morning + 9000 },
    },
  }),
];

/** With one more that is not reached at all. */
export const troubled: readonly ListedConnection[] = [
  ...partly,
  connection('Press PLC', '10.4.1.30', {
    phase: 'waiting',
    delay: 8000,
    code: 'modbus.connection-refused',
    reason: '10.4.1.30:502 refuses connections',
    counters: { reconnects: 12, errors: { 'modbus.connection-refused': 12 }, latency: {} },
  }),
];

/** Answers in the server's place. */
export const asConnections =
  (connections: readonly ListedConnection[], servers: readonly ListedServer[] = []) =>
  (page: Page): Promise<unknown> =>
    page.route('**/millwright/modbus/status*', (route) => route.fulfill({ json: { connections, servers } }));
