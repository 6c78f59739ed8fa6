import { dashboardTargets, type Scene, startDashboard, withoutMocha } from '@millwright/testing';
import { dashboardPages, type PagePlan, type Placed } from './dashboard-pages.ts';

const pen = (tag: string, label: string, unit: string, more: object = {}): object => ({
  tag,
  label,
  unit,
  decimals: 1,
  axis: 'left',
  line: 'straight',
  colour: 'auto',
  ...more,
});

const ovenPens = [
  pen('T101', 'Oven temperature', '°C', { low: 160, high: 200 }),
  pen('T102', 'Set point', '°C', { line: 'step' }),
  pen('P1', 'Gas pressure', 'bar', { decimals: 2, axis: 'right' }),
  pen('L1', 'Filler level', '%'),
];

const trend = (id: string, more: object): Placed => ({
  type: 'ui-mw-trend',
  label: 'Oven 3',
  store: '',
  window: '10m',
  pens: ovenPens,
  gap: 10,
  stale: 30,
  kept: 10_000,
  ...{ id, height: 8 },
  ...more,
});

const shades = [false, true].map((isDark) => ({ isDark, end: isDark ? '-dark' : '' }));
const pages: readonly PagePlan[] = shades.flatMap(({ isDark, end }) =>
  [
    trend(`live${end}`, {}),
    trend(`alarm${end}`, {}),
    trend(`none${end}`, { label: 'Oven 4' }),
    trend(`old${end}`, { label: 'Oven 5' }),
  ].map((widget) => ({ path: widget.id, isDark, widgets: [widget] })),
);

/**
 * Ten minutes of an oven, then a sample a second: it heats up, its set point changes, and one sensor fails for a while.
 * `kind` is whose values they are: within their limits, beyond them, or ended a quarter of an hour ago.
 */
const values = (kind: 'live' | 'alarm' | 'old'): string => `
const end = Date.now() - ${kind === 'old' ? 240_000 : 0};
const from = context.get('end') ?? end - 600000;
${kind === 'old' ? "if (context.get('end')) return null;" : ''}
context.set('end', end);
const samples = [];
for (let ts = from + 1000; ts <= end; ts += 1000) {
  const at = ts / 1000;
  const noise = Math.sin(at * 12.9898) * 0.6;
  const lift = ${kind === 'alarm' ? '26' : '0'};
  const failed = at % 600 > 380 && at % 600 < 440 ${kind === 'alarm' ? '|| ts > end - 60000' : ''};
  samples.push(
    { tag: 'T101', value: 180 + lift + 9 * Math.sin(at / 60) + noise, quality: 'good', ts },
    { tag: 'T102', value: Math.floor(at / 180) % 2 ? 182 : 176, quality: 'good', ts },
    { tag: 'P1', value: 2.4 + 0.15 * Math.sin(at / 25) + noise / 20, quality: 'good', ts },
    { tag: 'L1', value: failed ? null : 60 + 20 * Math.sin(at / 90), quality: failed ? 'bad' : 'good', ts },
  );
}
return { samples };`;

const feeds = (['live', 'alarm', 'old'] as const).flatMap((kind, row) => [
  {
    id: `clock-${kind}`,
    type: 'inject',
    z: 'widgets',
    name: '',
    props: [],
    repeat: '1',
    once: true,
    onceDelay: 0.1,
    x: 120,
    y: 400 + 60 * row,
    wires: [[`values-${kind}`]],
  },
  {
    id: `values-${kind}`,
    type: 'function',
    z: 'widgets',
    name: kind,
    func: values(kind),
    outputs: 1,
    x: 320,
    y: 400 + 60 * row,
    wires: [[kind, `${kind}-dark`]],
  },
]);

/** A dashboard with a page for each state of a trend, in light and in dark. */
export async function startTrends(): Promise<Scene> {
  const target = dashboardTargets().at(-1);
  if (!target) return withoutMocha.skip();
  const nodeRed = await startDashboard(withoutMocha, target, {
    flows: [...dashboardPages(pages), ...feeds],
  });
  return { nodeRed };
}
