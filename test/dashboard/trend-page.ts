import { readFile } from 'node:fs/promises';
import { dashboardFlows, type NodeRedProcess } from '@millwright/testing';
import type { Page } from 'playwright-core';

const pen = (tag: string, more: object = {}) => ({
  tag,
  label: tag,
  unit: '',
  decimals: 1,
  axis: 'left',
  line: 'straight',
  colour: 'auto',
  ...more,
});

/** What has no place on the canvas, Node-RED takes for a configuration node. */
export const place = { x: 100, y: 100 } as const;

/** A trend as it stands in a flow file. */
export const trendNode = (more: object = {}): object => ({
  id: 'trend',
  type: 'ui-mw-trend',
  schema: 1,
  z: 'tab',
  ...place,
  label: 'Oven 3',
  store: '',
  window: '1m',
  pens: [
    pen('T101', { label: 'Temperature', unit: '°C', low: 20, high: 80 }),
    pen('P1', { label: 'Pressure', unit: 'bar', decimals: 2, axis: 'right', line: 'step' }),
  ],
  gap: 0,
  stale: 0,
  kept: 10_000,
  group: 'group',
  width: 0,
  height: 0,
  order: 0,
  className: '',
  ...more,
});

/**
 * A dashboard with a trend, and a way to send messages: `POST /feed`.
 * @param into the node that gets them
 */
export const trendFlows = (
  trend: object = trendNode(),
  page: Parameters<typeof dashboardFlows>[0] = {},
  into = 'trend',
): object[] => [
  ...dashboardFlows(page),
  { id: 'tab', type: 'tab', label: 'Oven' },
  trend,
  {
    id: 'in',
    type: 'http in',
    z: 'tab',
    ...place,
    name: '',
    url: '/feed',
    method: 'post',
    wires: [['split', 'out']],
  },
  { id: 'out', type: 'http response', z: 'tab', ...place, name: '', statusCode: '204', wires: [] },
  {
    id: 'split',
    type: 'function',
    z: 'tab',
    ...place,
    name: '',
    func: 'return msg.payload;',
    outputs: 1,
    wires: [[into]],
  },
];

/** Sends a message to the trend. */
export async function feed(nodeRed: NodeRedProcess, message: object): Promise<void> {
  await fetch(`${nodeRed.url}/feed`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });
}

/** The words of each pen. */
export const pensOf = (page: Page): Promise<readonly string[]> =>
  page.locator('.mw-trend-pens li').evaluateAll((items) =>
    items.map((item) =>
      [...item.children]
        .slice(1)
        .map((part) => part.textContent)
        .join(' '),
    ),
  );

/** What the button for CSV saves: rows of text. */
export async function csvOf(page: Page): Promise<readonly string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /CSV/ }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return text.trimEnd().split('\r\n').slice(1);
}

/** Dashboard's own socket of the page. */
export const socketDo = (page: Page, what: 'connect' | 'disconnect'): Promise<void> =>
  page.evaluate((method) => {
    const app = document.querySelector('#app') as unknown as {
      __vue_app__: { _context: { provides: { $socket: Record<string, () => void> } } };
    };
    app.__vue_app__._context.provides.$socket[method]?.();
  }, what);

/** Loses the connection for good: by itself, Dashboard tries again in a moment. */
export const loseConnection = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const app = document.querySelector('#app') as unknown as {
      __vue_app__: { _context: { provides: { $socket: Record<string, () => void> } } };
    };
    const { $socket } = app.__vue_app__._context.provides;
    $socket['connect'] = () => {};
    $socket['open'] = () => {};
    $socket['disconnect']?.();
  });
