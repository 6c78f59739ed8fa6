import {
  dashboardTargets,
  type Figure,
  type NodeRedProcess,
  openDashboard,
  startDashboard,
} from '@millwright/testing';
import {
  run as ask,
  chart,
  flowsWith,
  forgetEvents,
  largestBuffer,
  listen,
  paintedAfter,
  seriesNames,
  trend,
  watchScript,
  withoutMocha,
} from './support/dashboard-page.ts';
import { type Streaming, watchStreaming } from './support/dashboard-streaming.ts';
import { atLeast, below, toCompare } from './support/figure.ts';

/** What the trend and Dashboard's own chart take for the same, in the same browser and run. Storage is `dashboard-storage`. */
export async function* run(): AsyncIterable<Figure> {
  yield* await painted();
  yield* await streamed();
  yield* await addedToMany();
  yield* await opened();
}

/** A Node-RED with the newest Dashboard, one widget, and a function that feeds it. */
async function withDashboard<T>(
  widget: object,
  work: string,
  measure: (nodeRed: NodeRedProcess) => Promise<T>,
): Promise<T> {
  const target = dashboardTargets().at(-1);
  if (!target) throw new Error('There is no Dashboard to measure on');
  const nodeRed = await startDashboard(withoutMocha, target, {
    heavyNodes: 'all',
    flows: flowsWith(widget, work),
  });
  try {
    return await measure(nodeRed);
  } finally {
    await nodeRed.stop();
  }
}

async function openPage(nodeRed: NodeRedProcess, ready: string) {
  const page = await openDashboard(withoutMocha, nodeRed, {
    beforeLoad: (fresh) => fresh.addInitScript(watchScript),
  });
  await page.page.locator(ready).first().waitFor();
  await listen(page);
  return page;
}

const manyPoints = 100_000;
const wave = 'Math.sin(row / 700) * 40 + 50';
const times = `const now = Date.now(); const at = (row) => now - (${manyPoints} - row) * 5;`;

async function painted(): Promise<readonly Figure[]> {
  const byChart = await withDashboard(
    chart(manyPoints),
    `${times} send({ topic: 'S1', payload: Array.from({ length: ${manyPoints} }, (_, row) => ({ x: at(row), y: ${wave} })) });`,
    async (nodeRed) => {
      const page = await openPage(nodeRed, '.nrdb-ui-chart canvas, canvas');
      await ask(nodeRed);
      const time = await paintedAfter(page, 'msg-input:widget');
      await page.close();
      return time;
    },
  );
  const byTrend = await withDashboard(
    trend(['S1'], '10m'),
    `${times} send({ topic: 'S1', payload: { t: Array.from({ length: ${manyPoints} }, (_, row) => at(row)), v: Array.from({ length: ${manyPoints} }, (_, row) => ${wave}) } });`,
    async (nodeRed) => {
      const page = await openPage(nodeRed, '.mw-trend-plot canvas');
      await ask(nodeRed);
      const time = await paintedAfter(page, 'mw-push:widget', 'mw-answer:widget');
      await page.close();
      return time;
    },
  );
  const what = `${manyPoints.toLocaleString('en')} points of one series, arrival to painted`;
  return [
    toCompare(`${what}, ui-chart`, byChart, 'ms'),
    toCompare(`${what}, trend`, byTrend, 'ms'),
    atLeast(`${what}: quicker by`, { value: byChart / byTrend }, 'times', 20),
  ];
}

const seconds = 10;
const names = JSON.stringify(seriesNames);
const stream = (message: string): string =>
  `const names = ${names};
clearInterval(context.get('timer'));
context.set('timer', setInterval(() => { const now = Date.now(); ${message} }, 20));`;

async function streamed(): Promise<readonly Figure[]> {
  const watch = async (widget: object, work: string, ready: string): Promise<Streaming> =>
    withDashboard(widget, work, async (nodeRed) => {
      const page = await openPage(nodeRed, ready);
      await ask(nodeRed);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const seen = await watchStreaming(page, seconds);
      await page.close();
      return seen;
    });
  const byChart = await watch(
    chart(1_000),
    stream(
      `names.forEach((topic, n) => send({ topic, payload: { x: now, y: Math.sin(now / 900 + n) + n } }));`,
    ),
    'canvas',
  );
  const byTrend = await watch(
    trend(seriesNames, '1m'),
    stream(
      `send({ samples: names.map((tag, n) => ({ tag, value: Math.sin(now / 900 + n) + n, quality: 'good', ts: now })) });`,
    ),
    '.mw-trend-plot canvas',
  );
  const what = '20 series at 50 Hz';
  return [
    toCompare(`${what}, ui-chart: frames`, byChart.framesPerSecond, 'fps'),
    atLeast(`${what}, trend: frames`, { value: byTrend.framesPerSecond }, 'fps', 50),
    toCompare(`${what}, ui-chart: main thread`, byChart.mainThread, '%'),
    below(`${what}, trend: main thread`, { value: byTrend.mainThread }, '%', 25),
    toCompare(`${what}, ui-chart: longest task`, byChart.longestTask, 'ms'),
    below(`${what}, trend: longest task`, { value: byTrend.longestTask }, 'ms', 50),
    toCompare(`${what}, ui-chart: lag of 99 of 100 values, made to painted`, byChart.lag, 'ms'),
    below(`${what}, trend: lag of 99 of 100 values, made to painted`, { value: byTrend.lag }, 'ms', 300),
  ];
}

async function addedToMany(): Promise<readonly Figure[]> {
  const stored = 20_000;
  const added = 5_000;
  const work = `const now = Date.now();
if (!context.get('fed')) {
  context.set('fed', true);
  send({ topic: 'S1', payload: { t: Array.from({ length: ${stored} }, (_, row) => now - (${stored} - row) * 10), v: Array.from({ length: ${stored} }, (_, row) => ${wave}) } });
}
const time = async (to) => {
  const began = Date.now();
  for (let row = 0; row < ${added}; row += 1) { to({ topic: 'S1', payload: row }); if (row % 50 === 0) await turn(); }
  return (Date.now() - began) / ${added};
};
await time(idle);
const bare = await time(idle);
return (await time(send)) - bare;`;
  const each = await withDashboard(trend(['S1'], '1h'), work, async (nodeRed) => Number(await ask(nodeRed)));
  const ofChart = `const now = Date.now();
send({ topic: 'S1', payload: Array.from({ length: ${stored} }, (_, row) => ({ x: now - (${stored} - row) * 10, y: ${wave} })) });
await new Promise((resolve) => setTimeout(resolve, 3_000));
const time = async (to) => {
  const began = Date.now();
  for (let row = 0; row < 20; row += 1) { to({ topic: 'S1', payload: { x: Date.now(), y: row } }); await turn(); }
  return (Date.now() - began) / 20;
};
const bare = await time(idle);
return (await time(send)) - bare;`;
  const eachOfChart = await withDashboard(chart(stored), ofChart, async (nodeRed) =>
    Number(await ask(nodeRed)),
  );
  const what = `server cost of one more point at ${stored.toLocaleString('en')} stored`;
  return [
    toCompare(`${what}, ui-chart`, eachOfChart, 'ms'),
    below(`${what}, trend`, { value: each }, 'ms', 0.2),
  ];
}

async function opened(): Promise<readonly Figure[]> {
  const stored = 1_000_000;
  const work = `const now = Date.now();
for (let part = 0; part < 10; part += 1) {
  const row0 = part * 100000;
  send({ topic: 'S1', payload: { t: Array.from({ length: 100000 }, (_, row) => now - (${stored} - row0 - row) * 80), v: Array.from({ length: 100000 }, (_, row) => ${wave}) } });
  await turn();
}`;
  return withDashboard(trend(['S1'], '24h'), work, async (nodeRed) => {
    await ask(nodeRed);
    const page = await openPage(nodeRed, '.mw-trend-plot canvas');
    await forgetEvents(page);
    // The page is there; what it opens is a window that it has not shown.
    await page.page.getByRole('combobox').selectOption('8h');
    await paintedAfter(page, 'mw-answer:widget');
    const began = performance.now();
    await forgetEvents(page);
    await page.page.getByRole('combobox').selectOption('24h');
    await paintedAfter(page, 'mw-answer:widget');
    const time = performance.now() - began;
    const points = ((await largestBuffer(page)) / 8 - 2) / 2;
    const pixels = await page.page.locator('.mw-trend-plot .u-over').evaluate((plot) => plot.clientWidth);
    await page.close();
    const what = `${stored.toLocaleString('en')} points opened, trend`;
    return [
      below(what, { value: time }, 'ms', 1_000),
      below(`${what}: points for each pixel on the wire`, { value: points / pixels }, 'points', 2.05),
    ];
  });
}
