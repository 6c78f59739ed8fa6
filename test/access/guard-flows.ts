export type Item = Readonly<Record<string, unknown>>;

/** As the editor writes them, so that it has nothing to complain about. */
const drawn = (id: string, type: string, z: string, more: object) => ({
  id,
  type,
  z,
  name: '',
  x: 200,
  y: 100,
  wires: [[]],
  ...more,
});
const code = (id: string, z: string, name: string) =>
  drawn(id, 'function', z, {
    name,
    func: 'return msg;',
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: [],
  });
const inject = (id: string, z: string, to: string) =>
  drawn(id, 'inject', z, {
    name: 'go',
    props: [],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    y: 200,
    wires: [[to]],
  });
const broker = (id: string, name: string) => ({
  id,
  type: 'mqtt-broker',
  name,
  broker: '127.0.0.1',
  port: '1',
  clientid: '',
  autoConnect: false,
  usetls: false,
  protocolVersion: '4',
  keepalive: '60',
  cleansession: true,
  autoUnsubscribe: true,
  sessionExpiry: '',
});
const subscription = (id: string, z: string, to: string) =>
  drawn(id, 'mqtt in', z, {
    topic: 'x',
    qos: '0',
    datatype: 'auto-detect',
    broker: to,
    nl: false,
    rap: true,
    rh: 0,
    inputs: 0,
    y: 300,
  });

/** Two tabs that do not belong to the same people, with all that ties them together. */
export const flows: readonly Item[] = [
  { id: 'a', type: 'tab', label: 'Oven 3', disabled: false, info: '', env: [] },
  { id: 'b', type: 'tab', label: 'Yard', disabled: false, info: '', env: [] },
  { id: 's', type: 'subflow', name: 'Scale', info: '', category: '', in: [], out: [], env: [] },
  broker('cfg', 'plant'),
  broker('ownCfg', 'yard'),
  code('sn', 's', 'scale'),
  code('an', 'a', 'heat'),
  inject('ai', 'a', 'an'),
  drawn('as', 'subflow:s', 'a', { y: 400, wires: [] }),
  subscription('am', 'a', 'cfg'),
  drawn('al', 'link in', 'a', { name: 'from yard', links: [], y: 500, wires: [['an']] }),
  drawn('ah', 'http request', 'a', {
    name: 'secret',
    method: 'GET',
    ret: 'txt',
    paytoqs: 'ignore',
    url: '',
    tls: '',
    persist: false,
    proxy: '',
    insecureHTTPParser: false,
    authType: 'basic',
    senderr: false,
    headers: [],
    y: 600,
  }),
  code('bn', 'b', 'lamp'),
  inject('bi', 'b', 'bn'),
  subscription('bm', 'b', 'ownCfg'),
];

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
