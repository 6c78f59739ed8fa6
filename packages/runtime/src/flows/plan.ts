import { runtimeErrors } from '../errors.ts';
import type { OperationInput } from '../operation.ts';

/** What a call will leave as flows, before Node-RED takes the credentials out of the items. */
export interface FlowsPlan {
  readonly deploymentType: string;
  readonly items: readonly unknown[];
  /** Plain credentials by node id, or Node-RED's encrypted form under `$`. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  /** Set where nobody can say what the flows will be: Node-RED gets them from elsewhere. */
  readonly unforeseen?: true;
}

type Properties = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Properties => typeof value === 'object' && value !== null;

const objects = (value: unknown): readonly Properties[] => {
  if (!Array.isArray(value) || !value.every(isObject)) throw runtimeErrors.flowsInvalid();
  return value;
};

const optionalObjects = (value: unknown): readonly Properties[] => (value ? objects(value) : []);

/** `POST /flows`: `{ deploymentType?, flows: { flows, rev?, credentials? } }`. */
export function planDeploy(input: OperationInput): FlowsPlan {
  const given = isObject(input['flows']) ? input['flows'] : {};
  const plan = { deploymentType: String(input['deploymentType'] || 'full'), items: objects(given['flows']) };
  const { credentials } = given;
  if (!credentials) return plan;
  // Node-RED takes a text in their place for another deployment type: `load` for one that reads the file.
  if (!isObject(credentials)) throw runtimeErrors.flowsInvalid();
  return { ...plan, credentials };
}

/** `POST /flow`: the items of a new tab, whose id is known before. */
export function planAdd(input: OperationInput, id: string, before: readonly unknown[]): FlowsPlan {
  const flow = isObject(input['flow']) ? input['flow'] : {};
  const onTab = [...objects(flow['nodes']), ...optionalObjects(flow['configs'])];
  return {
    deploymentType: 'flows',
    items: [...before, tabOf(flow, id, ['info', 'disabled', 'env']), ...onTab.map(placedOn(id))],
  };
}

/** `PUT /flow/:id`: a tab, or with the id `global` everything that stands on none. */
export function planUpdate(input: OperationInput, before: readonly unknown[]): FlowsPlan {
  const id = String(input['id']);
  const flow = isObject(input['flow']) ? input['flow'] : {};
  if (id === 'global') return { deploymentType: 'flows', items: updateGlobal(flow, before) };
  if (!tabsOf(before).has(id)) return { deploymentType: 'flows', items: before };
  const onTab = [...optionalObjects(flow['nodes']), ...optionalObjects(flow['configs'])];
  return {
    deploymentType: 'flows',
    items: [
      ...before.filter((item) => !belongsTo(item, id)),
      tabOf(flow, id, ['info', 'disabled', 'env', 'credentials']),
      ...onTab.map((item) => (item['type'] === 'tab' ? item : placedOn(id)(item))),
    ],
  };
}

/** `DELETE /flow/:id`. */
export function planRemove(input: OperationInput, before: readonly unknown[]): FlowsPlan {
  const id = String(input['id']);
  const known = id !== 'global' && tabsOf(before).has(id);
  return {
    deploymentType: 'flows',
    items: known ? before.filter((item) => !belongsTo(item, id)) : before,
  };
}

/** What Projects does: switch, pull, discard. Until it is done, what is active is all that is known. */
export const planUnforeseen = (_input: OperationInput, before: readonly unknown[]): FlowsPlan => ({
  deploymentType: 'project',
  items: before,
  unforeseen: true,
});

/** Node-RED writes these properties, in this order, each only if it was given. */
function tabOf(flow: Properties, id: string, optional: readonly string[]): Properties {
  const tab: Record<string, unknown> = { type: 'tab', label: flow['label'], id };
  for (const name of optional) if (Object.hasOwn(flow, name)) tab[name] = flow[name];
  return tab;
}

const placedOn =
  (id: string) =>
  (item: Properties): Properties => ({ ...item, z: id });

const belongsTo = (item: unknown, id: string): boolean =>
  isObject(item) && (item['z'] === id || item['id'] === id);

function updateGlobal(flow: Properties, before: readonly unknown[]): readonly unknown[] {
  const tabs = tabsOf(before);
  const kept = before.filter(
    (item) => isObject(item) && (item['type'] === 'tab' || (Object.hasOwn(item, 'z') && tabs.has(item['z']))),
  );
  const added = [...optionalObjects(flow['configs'])];
  for (const subflow of optionalObjects(flow['subflows'])) {
    const { nodes, configs, ...own } = subflow;
    added.push(...optionalObjects(nodes), ...optionalObjects(configs), own);
  }
  return [...kept, ...added];
}

/** What Node-RED takes for tabs: also an id that items merely name as their place, unless it is a subflow's. */
function tabsOf(items: readonly unknown[]): ReadonlySet<unknown> {
  const tabs = new Set<unknown>();
  const subflows = new Set<unknown>();
  const places = new Set<unknown>();
  for (const item of items) {
    if (!isObject(item)) continue;
    if (item['type'] === 'tab') tabs.add(item['id']);
    else if (item['type'] === 'subflow') subflows.add(item['id']);
    else if (item['type'] !== 'group' && item['z']) places.add(item['z']);
  }
  for (const place of places) if (!subflows.has(place)) tabs.add(place);
  return tabs;
}
