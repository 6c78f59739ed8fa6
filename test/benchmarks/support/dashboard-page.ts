import { type DashboardPage, dashboardFlows, type NodeRedProcess, waitFor } from '@millwright/testing';

/** Mocha's way to leave a test out; here a missing peer is an error. */
export const withoutMocha = {
  skip(): never {
    throw new Error(
      'Measuring needs a Chromium and both Dashboards: apt-get install chromium, npm run peers',
    );
  },
};

export const seriesNames = Array.from({ length: 20 }, (_, index) => `S${index + 1}`);

const pens = (tags: readonly string[]): object[] =>
  tags.map((tag) => ({
    tag,
    label: tag,
    unit: '',
    decimals: 1,
    axis: 'left',
    line: 'straight',
    colour: 'auto',
  }));

/** A trend with so many pens. */
export const trend = (tags: readonly string[], window: string): object => ({
  id: 'widget',
  type: 'ui-mw-trend',
  schema: 1,
  z: 'tab',
  x: 100,
  y: 100,
  label: 'Trend',
  store: '',
  window,
  pens: pens(tags),
  gap: 0,
  stale: 0,
  kept: 1_000_000,
  group: 'group',
  width: 0,
  height: 8,
  order: 0,
  className: '',
});

/** Dashboard's own chart of lines over time. */
export const chart = (keptPoints: number): object => ({
  id: 'widget',
  type: 'ui-chart',
  z: 'tab',
  x: 100,
  y: 100,
  group: 'group',
  name: '',
  label: 'Chart',
  order: 1,
  chartType: 'line',
  category: 'topic',
  categoryType: 'msg',
  xAxisProperty: 'x',
  xAxisPropertyType: 'property',
  xAxisType: 'time',
  yAxisProperty: 'y',
  yAxisPropertyType: 'property',
  action: 'append',
  stackSeries: false,
  pointShape: 'false',
  pointRadius: 0,
  showLegend: false,
  removeOlder: '60',
  removeOlderUnit: '60',
  removeOlderPoints: String(keptPoints),
  colors: ['#0095ff', '#ff0000', '#ff7f0e', '#2ca02c', '#98df8a', '#d62728', '#ff9896', '#9467bd', '#c5b0d5'],
  width: '12',
  height: 8,
  className: '',
  interpolation: 'linear',
  wires: [[]],
});

/**
 * A dashboard with one widget and a function before it, which runs when `/run` is asked for; what it returns is the answer.
 * @param work body of an asynchronous function of `send`, `turn` (waits one turn of the event loop) and `query`
 */
export const flowsWith = (widget: object, work: string): object[] => [
  ...dashboardFlows(),
  { id: 'tab', type: 'tab', label: 'Bench' },
  widget,
  { id: 'nothing', type: 'function', z: 'tab', x: 100, y: 100, name: '', func: '', outputs: 0, wires: [] },
  {
    id: 'in',
    type: 'http in',
    z: 'tab',
    x: 100,
    y: 100,
    name: '',
    url: '/run',
    method: 'get',
    wires: [['work']],
  },
  {
    id: 'work',
    type: 'function',
    z: 'tab',
    x: 100,
    y: 100,
    name: '',
    func: `const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const query = msg.payload;
const send = (message) => node.send([null, message, null]);
const idle = (message) => node.send([null, null, message]);
const run = async () => { ${work} };
run().then((payload) => node.send([{ ...msg, payload: String(payload ?? '') }, null, null]), (error) => node.error(error));`,
    outputs: 3,
    wires: [['out'], ['widget'], ['nothing']],
  },
  { id: 'out', type: 'http response', z: 'tab', x: 100, y: 100, name: '', statusCode: '200', wires: [] },
];

export async function run(nodeRed: NodeRedProcess, query = ''): Promise<string> {
  return (await fetch(`${nodeRed.url}/run?${query}`)).text();
}

/**
 * Watches a page: what came over its socket, how many frames it drew, which tasks were long, and the lags of values:
 * from when a value was made to the begin of the frame after the one that drew it, so when it has been painted.
 */
export const watchScript = `(() => {
  const watched = { frames: 0, longTasks: [], events: [], arrived: [], drawn: [], lags: [] };
  globalThis.watched = watched;
  const frame = () => {
    const now = Date.now();
    for (const made of watched.drawn) watched.lags.push(now - made);
    [watched.drawn, watched.arrived] = [watched.arrived, []];
    watched.frames += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => watched.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
})()`;

/** Notes when messages arrive, before anything is done with them. */
export async function listen(opened: DashboardPage): Promise<void> {
  await waitFor('the page to have a socket', () =>
    opened.page.evaluate(() => {
      type Socket = { prependAny?(listener: (name: string, value: unknown) => void): void };
      const app = document.querySelector('#app') as unknown as {
        __vue_app__?: { _context: { provides: { $socket?: Socket } } };
      };
      const socket = app?.__vue_app__?._context.provides.$socket;
      if (!socket?.prependAny) return false;
      const { watched } = globalThis as unknown as { watched: { events: object[]; arrived: number[] } };
      // Times of today among values that are small.
      const timesIn = (numbers: Iterable<number>): number[] => [...numbers].filter((each) => each > 1e12);
      socket.prependAny((name, value) => {
        const { numbers, payload } = (value ?? {}) as { numbers?: ArrayBuffer; payload?: { x?: number } };
        watched.events.push({ name, at: performance.now(), bytes: numbers?.byteLength ?? 0 });
        if (name.startsWith('mw-push:') && numbers)
          watched.arrived.push(...timesIn(new Float64Array(numbers)));
        if (name.startsWith('msg-input:') && typeof payload?.x === 'number') watched.arrived.push(payload.x);
      });
      return true;
    }),
  );
}

/** Events of the page's socket, as {@link watchScript} has them. */
interface Watched {
  readonly events: { readonly name: string; readonly at: number; readonly bytes: number }[];
}

/**
 * Milliseconds from the first event whose name begins so until the page has drawn what came with an event of another
 * name: then two frames in a row come without delay.
 */
export function paintedAfter(opened: DashboardPage, name: string, drawn = name): Promise<number> {
  return opened.page.evaluate(
    ([begin, end]) =>
      new Promise<number>((resolve) => {
        const { watched } = globalThis as unknown as { watched: Watched };
        const find = (start = '', least = 0) =>
          watched.events.find((event) => event.name.startsWith(start) && event.bytes >= least);
        let [last, calm] = [performance.now(), 0];
        const look = (): void => {
          const now = performance.now();
          const began = find(begin);
          // Lines have more than a kilobyte, other answers have less.
          const came = begin === end ? began : find(end, 1_000);
          calm = began && came && now - last < 50 ? calm + 1 : 0;
          last = now;
          if (began && calm >= 2) resolve(now - began.at);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [name, drawn],
  );
}

/** Bytes of the largest buffer that has come. */
export const largestBuffer = (opened: DashboardPage): Promise<number> =>
  opened.page.evaluate(() => {
    const { watched } = globalThis as unknown as { watched: Watched };
    return Math.max(...watched.events.map(({ bytes }) => bytes));
  });

/** From here on only what comes counts. */
export const forgetEvents = (opened: DashboardPage): Promise<void> =>
  opened.page.evaluate(() => {
    (globalThis as unknown as { watched: { events: unknown[] } }).watched.events.length = 0;
  });
