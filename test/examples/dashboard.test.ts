import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillerPoints, meterPoints, meters } from '@millwright/simulators';
import { root } from '@millwright/testing';
import { alarmNode } from '../../nodes/analytics/src/mw-alarm/schema.ts';
import { alarmEngineNode } from '../../nodes/analytics/src/mw-alarm-engine/schema.ts';
import { recordNode } from '../../nodes/analytics/src/mw-record/schema.ts';
import { sampleStoreNode } from '../../nodes/analytics/src/mw-sample-store/schema.ts';
import { bannerNode } from '../../nodes/dashboard/src/ui-mw-alarm-banner/schema.ts';
import { alarmsNode } from '../../nodes/dashboard/src/ui-mw-alarms/schema.ts';
import { trendNode } from '../../nodes/dashboard/src/ui-mw-trend/schema.ts';
import { dashboardExample } from './flows.ts';

interface Row {
  readonly name: string;
  readonly area: string;
  readonly address: string;
  readonly type: string;
}

const flow = dashboardExample();
const of = (type: string) => flow.filter((node) => node['type'] === type);
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the example of the dashboard', () => {
  it('names the points as their register maps do', () => {
    assert.deepEqual(
      of('mw-modbus-tags').map(({ tags }) =>
        (tags as Row[]).map(({ name, area, address, type }) => ({ name, area, address, type })),
      ),
      [
        fillerPoints.map(({ name, area, address, type }) => ({ name, area, address: String(address), type })),
        ...meters.map(({ unit }) =>
          meterPoints.map(({ name, area, address, type }) => ({
            name: `meter.${unit}.${name}`,
            area,
            address: String(address),
            type,
          })),
        ),
      ],
    );
  });

  it('says nowhere where its PLCs are, and its README names each environment value', () => {
    const readme = text('examples/dashboard/README.md');
    const asked = new Set([...JSON.stringify(flow).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    assert.deepEqual([...asked].sort(), ['METER_HOST', 'METER_PORT', 'PLC_HOST', 'PLC_PORT']);
    for (const name of asked) assert.ok(readme.includes(`\`${name}\``), name);
    assert.doesNotMatch(JSON.stringify(flow), /127\.0\.0\.1|150[23]/);
  });

  it('has nodes that their forms would take, and no reference that leads nowhere', () => {
    const declared = [
      alarmNode,
      alarmEngineNode,
      recordNode,
      sampleStoreNode,
      bannerNode,
      alarmsNode,
      trendNode,
    ];
    const ids = new Set(flow.map(({ id }) => id));
    assert.equal(ids.size, flow.length);
    for (const node of flow) {
      const declaration = declared.find(({ type }) => type === node['type']);
      const parsed = declaration?.parse(node);
      assert.ok(parsed?.ok !== false, JSON.stringify([node['id'], parsed]));
      const named = ['engine', 'store', 'group', 'listPage', 'page', 'ui', 'theme', 'tags', 'connection', 'z']
        .map((field) => node[field])
        .filter((value) => typeof value === 'string' && value !== '');
      const wired = ((node['wires'] ?? []) as string[][]).flat();
      for (const id of [...named, ...wired, ...((node['links'] ?? []) as string[])])
        assert.ok(ids.has(id), `${String(node['type'])} ${String(node['id'])} names ${String(id)}`);
    }
  });

  it('shows and watches tags that are read, and its README has every alarm', () => {
    const read = of('mw-modbus-tags').flatMap(({ tags }) => (tags as Row[]).map(({ name }) => name));
    const pens = of('ui-mw-trend').flatMap(({ pens: all }) =>
      (all as { tag: string }[]).map(({ tag }) => tag),
    );
    const watched = of('mw-alarm').map(({ tag }) => String(tag));
    for (const tag of [...pens, ...watched]) assert.ok(read.includes(tag), tag);
    const readme = text('examples/dashboard/README.md');
    for (const alarm of of('mw-alarm')) {
      const words = String(alarm['text'])
        .replace(/^Filler: |^Meter \d+ /, '')
        .replace(/,.*/, '');
      assert.ok(readme.includes(words), words);
    }
  });

  it('has the worst alarm at the head of each page', () => {
    const pages = of('ui-page').map(({ id }) => id);
    const groups = of('ui-group');
    const heads = of('ui-mw-alarm-banner').map(({ group }) => groups.find(({ id }) => id === group));
    assert.deepEqual(
      heads.map((group) => [group?.['page'], group?.['order']]),
      pages.map((page) => [page, 1]),
    );
  });

  it('asks for the Dashboard that is tested, from no registry in particular', () => {
    const wanted = ({ dependencies }: { dependencies: Record<string, string> }) => dependencies;
    assert.deepEqual(
      wanted(JSON.parse(text('examples/dashboard/package.json'))),
      wanted(JSON.parse(text('test/peers/dashboard-newest/package.json'))),
    );
    assert.doesNotMatch(text('examples/dashboard/package-lock.json'), /"resolved"/);
  });
});
