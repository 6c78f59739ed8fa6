import { dashboardTargets, type Gallery, startDashboard, withoutMocha } from '@millwright/testing';
import type { Locator } from 'playwright-core';
import { dashboardPages } from './dashboard-pages.ts';
import { dialog, type Setting, shot } from './modbus-shots.ts';

const place = { z: 'tab', x: 200, y: 60, schema: 1, wires: [[]] };

const alarm = (id: string, more: object): object => ({
  ...place,
  id,
  type: 'mw-alarm',
  name: '',
  engine: 'engine',
  text: 'Filler: level high',
  area: 'Filler',
  priority: '2',
  tag: 'filler.level',
  unit: '%',
  condition: 'limit',
  level: 'hi',
  at: 90,
  deadband: 2,
  onDelay: 5,
  ...more,
});

const flows = (): object[] => [
  ...dashboardPages([
    {
      path: 'page',
      isDark: false,
      widgets: [
        {
          ...{ id: 'trend', type: 'ui-mw-trend', height: 8 },
          ...{ label: 'Oven 3', store: 'store', window: '1h', gap: 10, stale: 30, kept: 100_000 },
          pens: [
            {
              tag: 'T101',
              label: 'Oven temperature',
              unit: '°C',
              decimals: 1,
              axis: 'left',
              line: 'straight',
            },
            { tag: 'P1', label: 'Gas pressure', unit: 'bar', decimals: 2, axis: 'right', line: 'step' },
          ].map((pen) => ({ colour: 'auto', low: 20, high: 80, ...pen })),
        },
        { ...{ id: 'list', type: 'ui-mw-alarms', height: 8 }, engine: 'engine', area: '', anyone: false },
        {
          ...{ id: 'banner', type: 'ui-mw-alarm-banner', height: 1 },
          ...{ engine: 'engine', area: 'Oven', anyone: true, listPage: 'page-page' },
        },
      ],
    },
  ]),
  { id: 'tab', type: 'tab', label: 'Filler' },
  { id: 'store', type: 'mw-sample-store', schema: 1, name: 'Line 2', days: 90, megabytes: 1_000, within: 5 },
  { id: 'engine', type: 'mw-alarm-engine', schema: 1, name: 'Line 2', days: 365 },
  {
    ...place,
    ...{ id: 'record', type: 'mw-record', name: '', store: 'store' },
    tags: [{ pattern: 'oven.*' }, { pattern: 'filler.level' }],
  },
  alarm('limit', {}),
  alarm('rate', {
    condition: 'rate',
    at: 0.5,
    deadband: 0.1,
    over: 10,
    text: 'Oven 3: heats up too quickly',
  }),
  alarm('deviation', {
    condition: 'deviation',
    at: 5,
    setPoint: 180,
    text: 'Oven 3: away from its set point',
  }),
  alarm('discrete', {
    condition: 'discrete',
    text: 'Door open while the line runs',
    values: [
      { type: 'boolean', value: 'true' },
      { type: 'number', value: '4' },
      { type: 'text', value: 'OPEN' },
    ],
  }),
  alarm('quality', { condition: 'quality', text: 'Filler: level cannot be had' }),
  alarm('wrong', { engine: '', text: '', condition: 'deviation', at: 2, deadband: 5 }),
  {
    ...place,
    ...{ id: 'wrong-trend', type: 'ui-mw-trend', store: '', window: '10m', gap: -1, group: '' },
    pens: [
      { tag: 'T101', low: 80, high: 20 },
      { tag: 'T101', decimals: 9 },
    ],
  },
];

/** Opens the groups of fields that are closed. */
const unfolded = async (form: Locator): Promise<undefined> => {
  const summaries = await form.locator('.mw-form-group > summary').all();
  for (const summary of summaries)
    if (!(await summary.evaluate((element) => element.closest('details')?.open))) await summary.click();
  return undefined;
};

const german = { language: 'de', theme: 'dark' } as const;
const narrow = { tray: 320 };

/** A form in English and light, and in German and dark. */
const both = (name: string, caption: string, id: string, setting: Setting) => [
  shot(name, caption, setting, dialog(id, unfolded)),
  shot(`${name}-german-dark`, `${caption}, in German, dark`, { ...setting, ...german }, dialog(id, unfolded)),
];

export const gallery: Gallery = {
  title: 'Nodes of samples, alarms and widgets in the editor',
  async start() {
    const target = dashboardTargets().at(-1);
    if (!target) return withoutMocha.skip();
    return { nodeRed: await startDashboard(withoutMocha, target, { flows: flows() }) };
  },
  shots: [
    ...both('store', 'A sample store', 'store', { height: 560 }),
    ...both('record', 'Record', 'record', { height: 540 }),
    ...both('engine', 'An alarm engine', 'engine', { height: 380 }),
    ...both('alarm', 'An alarm by a limit', 'limit', { height: 1_420 }),
    shot('alarm-rate', 'An alarm by a change', { height: 1_500 }, dialog('rate')),
    shot('alarm-deviation', 'An alarm by a distance', { height: 1_500 }, dialog('deviation')),
    ...both('alarm-discrete', 'An alarm by certain values', 'discrete', { height: 1_500 }),
    shot('alarm-quality', 'An alarm by bad quality', { height: 1_100 }, dialog('quality')),
    ...both('alarm-problems', 'An alarm with problems', 'wrong', { height: 1_550 }),
    shot('alarm-320', 'An alarm, 320 px', { ...narrow, height: 1_750 }, dialog('limit')),
    ...both('trend', 'A trend', 'trend', { height: 1_250 }),
    ...both('trend-problems', 'A trend with problems', 'wrong-trend', { height: 1_300 }),
    shot('trend-320', 'A trend, 320 px', { ...narrow, height: 1_500 }, dialog('trend', unfolded)),
    ...both('list', 'An alarm list', 'list', { height: 760 }),
    ...both('banner', 'An alarm banner', 'banner', { height: 800 }),
  ],
};
