/** Two tabs that do not belong to the same people, with all that ties them together. */
export const items = [
  { id: 'a', type: 'tab', label: 'Oven 3', disabled: false, info: '', env: [] },
  { id: 'b', type: 'tab', label: 'Yard', disabled: false, info: '', env: [] },
  { id: 's', type: 'subflow', name: 'Scale', info: '', in: [], out: [] },
  { id: 'cfg', type: 'mqtt-broker', name: 'plant', broker: '127.0.0.1', port: '1', autoConnect: false },
  { id: 'ownCfg', type: 'mqtt-broker', name: 'yard', broker: '127.0.0.1', port: '1', autoConnect: false },
  {
    id: 'sn',
    type: 'function',
    z: 's',
    name: 'scale',
    func: 'return msg;',
    outputs: 1,
    x: 100,
    y: 100,
    wires: [[]],
  },
  {
    id: 'an',
    type: 'function',
    z: 'a',
    name: 'heat',
    func: 'return msg;',
    outputs: 1,
    x: 100,
    y: 100,
    wires: [[]],
  },
  { id: 'ai', type: 'inject', z: 'a', name: 'go', props: [], x: 300, y: 100, wires: [['an']] },
  { id: 'as', type: 'subflow:s', z: 'a', name: '', x: 200, y: 200, wires: [] },
  {
    id: 'am',
    type: 'mqtt in',
    z: 'a',
    name: '',
    topic: 'oven',
    qos: '0',
    broker: 'cfg',
    x: 100,
    y: 300,
    wires: [[]],
  },
  { id: 'al', type: 'link in', z: 'a', name: 'from yard', links: [], x: 100, y: 400, wires: [['an']] },
  {
    id: 'ah',
    type: 'http request',
    z: 'a',
    name: 'secret',
    method: 'GET',
    url: '',
    x: 100,
    y: 500,
    wires: [[]],
  },
  {
    id: 'bn',
    type: 'function',
    z: 'b',
    name: 'lamp',
    func: 'return msg;',
    outputs: 1,
    x: 100,
    y: 100,
    wires: [[]],
  },
  { id: 'bi', type: 'inject', z: 'b', name: 'go', props: [], x: 300, y: 100, wires: [['bn']] },
  {
    id: 'bm',
    type: 'mqtt in',
    z: 'b',
    name: '',
    topic: 'yard',
    qos: '0',
    broker: 'ownCfg',
    x: 100,
    y: 300,
    wires: [[]],
  },
] as const;

export type Item = Readonly<Record<string, unknown>>;

export const flows: readonly Item[] = items;

/** The flows with some items changed, taken away (undefined) or added. */
export function withItems(changes: Readonly<Record<string, Item | undefined>>): readonly Item[] {
  const known = flows.flatMap((item) => {
    const id = String(item['id']);
    if (!Object.hasOwn(changes, id)) return [item];
    const change = changes[id];
    return change ? [{ ...item, ...change }] : [];
  });
  const ids = new Set(flows.map(({ id }) => id));
  const added = Object.entries(changes).flatMap(([id, change]) =>
    change && !ids.has(id) ? [{ id, ...change }] : [],
  );
  return [...known, ...added];
}
