import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { divideFlows } from '@millwright/flows';
import { type Figure, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { createArchive } from '../../plugins/history/src/runtime/archive/archive.ts';

export const area = 'history';

const tabs = 20;
const nodesPerTab = 500;
const rounds = Number(process.env['MILLWRIGHT_BENCH_ROUNDS'] ?? 40);
const versions = 10_000;

/** What history costs: measured on real Node-REDs and on a real database. */
export async function run(): Promise<Figure[]> {
  return [...(await deployOverhead()), await listPage()];
}

/** A plant's worth of simple nodes: 20 tabs of 500. */
function plant(): Record<string, unknown>[] {
  const kinds: readonly Readonly<Record<string, unknown>>[] = [
    {
      type: 'inject',
      props: [{ p: 'payload' }, { p: 'topic', vt: 'str' }],
      repeat: '',
      crontab: '',
      once: false,
      topic: '',
      payload: '',
      payloadType: 'date',
    },
    {
      type: 'change',
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '', tot: 'str' }],
      action: '',
      property: '',
      from: '',
      to: '',
      reg: false,
    },
    {
      type: 'function',
      func: '// scale\nmsg.payload = msg.payload * 0.1;\nreturn msg;',
      outputs: 1,
      timeout: 0,
      noerr: 0,
      initialize: '',
      finalize: '',
      libs: [],
    },
    {
      type: 'debug',
      active: false,
      tosidebar: true,
      console: false,
      tostatus: false,
      complete: 'false',
      statusVal: '',
      statusType: 'auto',
    },
  ];
  const items: Record<string, unknown>[] = [];
  for (let tab = 0; tab < tabs; tab++)
    items.push({ id: `tab${tab}`, type: 'tab', label: `Line ${tab}`, disabled: false, info: '', env: [] });
  for (let index = 0; index < tabs * nodesPerTab; index++) {
    const id = (number: number) => (0x1000000000000 + number).toString(16);
    items.push({
      id: id(index),
      z: `tab${Math.floor(index / nodesPerTab)}`,
      name: `node ${index}`,
      x: index % 900,
      y: index % 700,
      wires: [[id(index + 1)]],
      ...kinds[index % kinds.length],
    });
  }
  return items;
}

async function deployOverhead(): Promise<Figure[]> {
  const flows = plant();
  const bare = await startNodeRed({ flows, without: 'all', settings: quiet });
  const kept = await startNodeRed({ flows, without: ['node-red-modbus'], settings: quiet }).catch(
    async (error) => {
      await bare.stop();
      throw error;
    },
  );
  try {
    const times = { bare: [] as number[], kept: [] as number[] };
    for (let round = -5; round < rounds; round++) {
      const changed = flows.map((item, index) =>
        index === 5000 ? { ...item, name: `round ${round}` } : item,
      );
      // One after the other, and each first half of the time: what else the machine does hits both alike.
      const order = round % 2 === 0 ? (['bare', 'kept'] as const) : (['kept', 'bare'] as const);
      for (const name of order) {
        const took = await deploy(name === 'bare' ? bare : kept, changed);
        if (round >= 0) times[name].push(took);
      }
    }
    const { body } = await kept.request<{ versions: number }>('GET', '/millwright/history/health');
    if (body.versions < rounds) throw new Error(`Only ${body.versions} versions were kept`);
    const added = (part: number) =>
      round1((quantile(times.kept, part) / quantile(times.bare, part) - 1) * 100);
    return [
      figure('deploy at 10,000 nodes, one changed: added to the median', added(0.5), '%', 5),
      figure('deploy at 10,000 nodes, one changed: added to the 95th percentile', added(0.95), '%', 10),
    ];
  } finally {
    await Promise.all([bare.stop(), kept.stop()]);
  }
}

/** Logs would be part of what is measured. */
const quiet = "logging: { console: { level: 'info', metrics: false, audit: false } },";

async function deploy(nodeRed: NodeRedProcess, flows: readonly object[]): Promise<number> {
  const start = performance.now();
  const { status, text } = await nodeRed.deploy(flows, { type: 'nodes' });
  const took = performance.now() - start;
  if (status !== 200) throw new Error(`A deploy failed: ${status} ${text}`);
  return took;
}

async function listPage(): Promise<Figure> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const archive = createArchive(directory, () => new Date());
  try {
    const document = divideFlows([{ id: 't', type: 'tab', label: 'Line 1' }]);
    const keep = (number: number) =>
      archive.handlers.keep({
        time: number,
        document: { ...document, epoch: '' },
        record: {
          actor: { kind: 'user', name: 'ana' },
          operation: 'flows.deploy',
          change: { parts: [], reordered: false },
        },
        rev: `${number}`,
        credentials: JSON.stringify({ t: { number } }),
        modules: '[]',
        settings: '{}',
      });
    for (let number = 0; number < versions; number += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => keep(number + index)));
    }
    const times: number[] = [];
    for (let round = 0; round < 20; round++) {
      const start = performance.now();
      const page = await archive.handlers.list({ limit: 51 });
      times.push(performance.now() - start);
      if (page[0]?.number !== versions) throw new Error('The versions are not there');
    }
    times.sort((a, b) => a - b);
    return figure(
      'first page of the list at 10,000 versions, slowest of 20',
      round1(times.at(-1) ?? 0),
      'ms',
      50,
    );
  } finally {
    await archive.close();
    await rm(directory, { recursive: true });
  }
}

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

const round1 = (value: number): number => Math.round(value * 10) / 10;

const figure = (name: string, value: number, unit: string, below: number): Figure => ({
  name,
  value,
  unit,
  reach: `< ${below} ${unit}`,
  ok: value < below,
});
