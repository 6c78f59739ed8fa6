/** Node-RED's own nodes that load large libraries, with the types that each file of them registers. */
const files = {
  '10-mqtt.js': ['mqtt in', 'mqtt out', 'mqtt-broker'],
  '21-httprequest.js': ['http request'],
  '70-HTML.js': ['html'],
  '70-JSON.js': ['json'],
  '70-XML.js': ['xml'],
} as const;

/** A type of node that a test's Node-RED only loads when it is asked for. */
export type HeavyNode = (typeof files)[keyof typeof files][number];

const typesOf = (flows: readonly object[]): ReadonlySet<unknown> =>
  new Set(flows.map((node) => ('type' in node ? node.type : undefined)));

/** By user directory: the types that its Node-RED does not have. */
const leftOut = new Map<string, readonly string[]>();

/**
 * Chooses the files of heavy nodes that a Node-RED leaves out, which makes its start a fifth cheaper: all whose types
 * neither its flows have nor somebody asks for.
 */
export function leaveOutHeavyNodes(
  userDirectory: string,
  { flows = [], asked = [] }: { flows?: readonly object[] | undefined; asked?: readonly HeavyNode[] | 'all' },
): readonly string[] {
  if (asked === 'all') return [];
  const wanted = new Set<unknown>([...typesOf(flows), ...asked]);
  const out = Object.entries(files).filter(([, types]) => !types.some((type) => wanted.has(type)));
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
