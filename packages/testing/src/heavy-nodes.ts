import { everything } from './everything.ts';

/** Node-RED's own nodes that load large libraries, with the types that each file of them registers. */
const heavy = {
  '10-mqtt.js': ['mqtt in', 'mqtt out', 'mqtt-broker'],
  '21-httprequest.js': ['http request'],
  '70-HTML.js': ['html'],
  '70-JSON.js': ['json'],
  '70-XML.js': ['xml'],
} as const;

/** Those that no test is about: every page with the editor takes their forms and draws them into its palette. */
const idle = {
  '06-httpproxy.js': ['http proxy'],
  '10-file.js': ['file', 'file in'],
  '16-range.js': ['range'],
  '17-split.js': ['split', 'join'],
  '18-sort.js': ['sort'],
  '19-batch.js': ['batch'],
  '22-websocket.js': ['websocket-listener', 'websocket-client', 'websocket in', 'websocket out'],
  '23-watch.js': ['watch'],
  '31-tcpin.js': ['tcp in', 'tcp out', 'tcp request'],
  '70-CSV.js': ['csv'],
  '70-YAML.js': ['yaml'],
  '89-trigger.js': ['trigger'],
  'rbe.js': ['rbe'],
} as const;

const known = { ...heavy, ...idle };

/** A type of node that a test's Node-RED only loads when it is asked for. */
export type HeavyNode = (typeof known)[keyof typeof known][number];

const typesOf = (flows: readonly object[]): ReadonlySet<unknown> =>
  new Set(flows.map((node) => ('type' in node ? node.type : undefined)));

/** By user directory: the types that its Node-RED does not have. */
const leftOut = new Map<string, readonly string[]>();

export interface Wanted {
  readonly flows?: readonly object[] | undefined;
  readonly asked?: readonly HeavyNode[] | 'all';
  /** Whether the nodes that no test is about are there too. Default: at full width. */
  readonly whole?: boolean;
}

/**
 * Chooses the files of Node-RED's own nodes that a Node-RED leaves out: all whose types neither its flows have nor somebody
 * asks for. Without the heavy ones its start is a fifth cheaper, and without the others a page with its editor is a sixth.
 */
export function leaveOutHeavyNodes(
  userDirectory: string,
  { flows = [], asked = [], whole = everything }: Wanted,
): readonly string[] {
  if (asked === 'all') return [];
  const wanted = new Set<unknown>([...typesOf(flows), ...asked]);
  const out = Object.entries(whole ? heavy : known).filter(
    ([, types]) => !types.some((type) => wanted.has(type)),
  );
  leftOut.set(
    userDirectory,
    out.flatMap(([, types]) => types),
  );
  return out.map(([file]) => file);
}

/**
 * Refuses flows with a node that was left out: Node-RED would only wait for its type, and a test could take that for
 * something else.
 * @throws Error that names the types
 */
export function refuseLeftOut(userDirectory: string, flows: readonly object[]): void {
  const types = typesOf(flows);
  const missing = (leftOut.get(userDirectory) ?? []).filter((type) => types.has(type));
  if (missing.length > 0)
    throw new Error(
      `This Node-RED was started without nodes of the test: heavyNodes: ['${missing.join("', '")}']`,
    );
}
