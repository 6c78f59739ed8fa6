type Item = Readonly<Record<string, unknown>>;

const kinds: readonly Item[] = [
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

/** A plant's worth of simple nodes: 20 tabs of 500. */
export function plant({ tabs = 20, nodesPerTab = 500 } = {}): Item[] {
  const id = (number: number): string => (0x1000000000000 + number).toString(16);
  const lines = Array.from({ length: tabs }, (_, tab) => ({
    id: `tab${tab}`,
    type: 'tab',
    label: `Line ${tab}`,
    disabled: false,
    info: '',
    env: [],
  }));
  const nodes = Array.from({ length: tabs * nodesPerTab }, (_, index) => ({
    id: id(index),
    z: `tab${Math.floor(index / nodesPerTab)}`,
    name: `node ${index}`,
    x: index % 900,
    y: index % 700,
    wires: [[id(index + 1)]],
    ...kinds[index % kinds.length],
  }));
  return [...lines, ...nodes];
}
