import type { Page } from 'playwright-core';

/** The answer of a server on which much needs attention: what a healthy one never says. */
export const uneasyStatus = {
  ok: false,
  api: 1,
  nodeRed: '5.0.7',
  checks: [
    { id: 'capture', ok: true, message: 'Every operation goes through Millwright' },
    { id: 'requests', ok: true, message: 'The address of who does something is known' },
    { id: 'node-routes', ok: true, message: 'Inject and debug are seen' },
    { id: 'comms', ok: false, message: 'It is not seen where live connections come from. Restart Node-RED' },
    { id: 'catalogue', ok: false, message: 'Not known: flows.fooBar' },
    { id: 'owner', ok: true, message: 'Runs the code of history 0.1.0' },
    {
      id: 'restart',
      ok: false,
      message: '@millwright/node-red-history 0.2.0 is installed, 0.1.0 still runs',
    },
    { id: 'plugin.audit', ok: false, message: 'audit could not start: its key is <b>missing</b>' },
  ],
  copies: [
    {
      plugin: 'history',
      packageName: '@millwright/node-red-history',
      version: '0.1.0',
      api: 1,
      state: 'owner',
      onDisk: '0.2.0',
    },
    {
      plugin: 'modbus',
      packageName: '@millwright/node-red-modbus',
      version: '0.1.0',
      api: 1,
      state: 'attached',
    },
  ],
  running: [
    { name: 'nodes.install', actor: 'anna', since: '2026-03-01T10:20:30.000Z', locks: ['modules', 'flows'] },
    { name: 'press.calibrate', actor: 'anyone', since: '2026-03-01T10:20:31.000Z', locks: [] },
  ],
  routes: [
    { method: 'GET', path: '/some-dashboard/with/a/rather/long/path/that/does/not/fit.js', open: true },
    { method: 'GET', path: '/closed', open: false },
  ],
} as const;

export const answerStatus =
  (status: object) =>
  (page: Page): Promise<unknown> =>
    page.route('**/millwright/door/status*', (route) => route.fulfill({ json: status }));
