import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { comment } from '../../../runtime/probe-client.ts';
import { after, changed } from '../changes.ts';
import type { Lab } from '../lab.ts';
import { plant } from '../plant.ts';
import { inFlows, sends, type Trick } from '../trick.ts';
import { ofOneTab, others } from '../users.ts';
import type { WireRequest } from '../wire.ts';
import { edits } from './edits.ts';

const route = 'POST /flows';
const v2 = { 'Node-RED-API-Version': 'v2' };

/** The ways in which flows are deployed: each change goes by one of them, in turn. */
const ways: readonly (readonly [string, (flows: readonly unknown[]) => WireRequest])[] = [
  ['full', (flows) => ({ method: 'POST', path: '/flows', headers: v2, body: { flows } })],
  ...['nodes', 'flows'].map(
    (type) =>
      [
        type,
        (flows: readonly unknown[]) => ({
          method: 'POST',
          path: '/flows',
          headers: { ...v2, 'Node-RED-Deployment-Type': type },
          body: { flows },
        }),
      ] as const,
  ),
  ['full, version 1', (flows) => ({ method: 'POST', path: '/flows', body: flows })],
  [
    'nodes, version 1',
    (flows) => ({
      method: 'POST',
      path: '/flows',
      headers: { 'Node-RED-Deployment-Type': 'nodes' },
      body: flows,
    }),
  ],
];

const inTurn = edits.map(({ edit, by, flows }, index): Trick => {
  const [way, request] = ways[index % ways.length] as (typeof ways)[number];
  return { route, trick: `${edit} (${way})`, by, changes: inFlows, send: sends(request(flows)) };
});

/** One change by every way. */
const onEveryWay = ways.map(
  ([way, request]): Trick => ({
    route,
    trick: `one node in another tab (${way}, compact)`,
    by: others,
    changes: inFlows,
    send: sends(request(after(changed('t-comment', { name: 'x' })))),
  }),
);

const evil = after(changed('t-comment', { name: 'x' }));
const harmless = after(changed('m-fn', { name: 'x' }));
const text = (flows: readonly unknown[]): string => JSON.stringify(flows);

/** Writes a flow file that differs from what runs, as somebody with access to the disk does. */
const changeFile = ({ nodeRed }: Lab): Promise<void> =>
  writeFile(join(nodeRed.userDirectory, 'flows.json'), text([...evil, comment('from-file', 'safety')]));

const asForm = (flows: readonly object[]): string =>
  new URLSearchParams(
    flows.flatMap((item, index) =>
      Object.entries(item).map(([name, value]): [string, string] => [
        `flows[${index}][${name}]`,
        String(value),
      ]),
    ),
  ).toString();

const deploy = (
  trick: string,
  request: Omit<WireRequest, 'method' | 'path'> & { path?: string },
  by = ofOneTab,
): Trick => ({
  route,
  trick,
  by,
  changes: inFlows,
  send: sends({ method: 'POST', path: '/flows', ...request }),
});

/** The same deploy, dressed up. */
const dressedUp: readonly Trick[] = [
  {
    ...deploy('with the revision that runs', {}),
    send: sends(async (lab) => {
      const { rev } = await lab.nodeRed.flows(lab.tokenOf('owner'));
      return { method: 'POST', path: '/flows', headers: v2, body: { flows: evil, rev } };
    }),
  },
  deploy('a key given twice, the harmless one first', {
    headers: v2,
    body: `{"flows":${text(harmless)},"flows":${text(evil)}}`,
  }),
  deploy('a place given twice, the own tab first', {
    body: text([...plant, comment('new', 'mine')]).replace(
      '"z":"mine","name":"new"',
      '"z":"mine","name":"new","z":"theirs"',
    ),
  }),
  deploy('keys that objects inherit', {
    headers: v2,
    body: `{"__proto__":{"flows":${text(harmless)}},"flows":${text(evil)}}`,
  }),
  deploy('packed with gzip', {
    headers: { ...v2, 'Content-Encoding': 'gzip' },
    body: new Uint8Array(gzipSync(JSON.stringify({ flows: evil }))),
  }),
  deploy('as a form', {
    headers: { ...v2, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: asForm([
      { id: 'mine', type: 'tab', label: 'Line 1' },
      { id: 'theirs', type: 'tab', label: 'Gone' },
    ]),
  }),
  deploy('as JSON with a character set', {
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: text(evil),
  }),
  deploy('as JSON in UTF-16', {
    headers: { 'Content-Type': 'application/json; charset=utf-16le' },
    body: new Uint8Array(Buffer.from(text(evil), 'utf16le')),
  }),
  deploy('an empty deployment type', { headers: { 'Node-RED-Deployment-Type': '' }, body: evil }),
  deploy('no flows at all', { headers: v2, body: { flows: [] } }, others),
  deploy('more in the body than there should be', {
    headers: v2,
    body: { flows: evil, deploymentType: 'nodes', user: { username: 'owner' }, req: { user: 'owner' } },
  }),
];

const reloads: readonly Trick[] = [
  {
    ...deploy('reload of a file that changed', { headers: { 'Node-RED-Deployment-Type': 'reload' } }, [
      ...others,
      'careful',
    ]),
    prepare: changeFile,
  },
  {
    ...deploy('reload, with flows that are harmless', {
      headers: { ...v2, 'Node-RED-Deployment-Type': 'reload' },
      body: { flows: harmless },
    }),
    prepare: changeFile,
  },
  {
    ...deploy('load, which reads the file too', {
      headers: { ...v2, 'Node-RED-Deployment-Type': 'load' },
      body: { flows: plant },
    }),
    prepare: changeFile,
  },
];

export const deploys: readonly Trick[] = [...inTurn, ...onEveryWay, ...dressedUp, ...reloads];
