import type { EventClass } from '@millwright/ledger';
import { catalogue, type Operation } from '@millwright/runtime';
import type { Fields } from './fields.ts';

/** One type of events: all that its events may carry beside what every event has. */
export interface EventEntry {
  readonly name: string;
  /** What it tells, in words. */
  readonly title: string;
  readonly class: EventClass;
  readonly fields?: Fields;
}

/** What a door tells of those who come to it: Node-RED's own names, where its audit log has one. */
const atTheDoor: readonly EventEntry[] = [
  {
    name: 'auth.login',
    title: 'Somebody logged in',
    class: 'log-in',
    fields: { client: 'text', permissions: 'list' },
  },
  {
    name: 'auth.login.fail.credentials',
    title:
      'A log-in with a wrong name or password; the target is the name that was given, if somebody has it',
    class: 'log-in',
    fields: { client: 'text' },
  },
  {
    name: 'auth.login.fail.permissions',
    title: 'A log-in that asked for more than this person may do',
    class: 'log-in',
    fields: { client: 'text' },
  },
  {
    name: 'auth.login.fail.too-many-attempts',
    title: 'A log-in that Node-RED refused after too many that failed',
    class: 'log-in',
    fields: { client: 'text' },
  },
  {
    name: 'auth.login.fail.oauth',
    title: 'A log-in that a log-in service outside of Node-RED refused',
    class: 'log-in',
  },
  { name: 'auth.login.revoke', title: 'Somebody logged out', class: 'log-in' },
  { name: 'auth.invalid-token', title: 'A request with a token that nobody has', class: 'log-in' },
  {
    name: 'auth.invalid-client',
    title: 'A log-in by a program that Node-RED does not know',
    class: 'log-in',
  },
  { name: 'comms.auth.fail', title: 'A live connection with a token that nobody has', class: 'log-in' },
  {
    name: 'permission.fail',
    title:
      "A request that lacks a permission of Node-RED's, where nobody knows which operation it would have been. Its class is `read` for what only reads",
    class: 'change',
    fields: { permissions: 'list' },
  },
  {
    name: 'request.refused',
    title:
      'A request that was refused before it became an operation: nobody is logged in; its class is `change` where it would have changed something and was refused for another reason, such as a body that cannot be read',
    class: 'log-in',
    fields: { status: 'integer' },
  },
  {
    name: 'request.flood',
    title:
      'So many were turned away that they were counted, not recorded one by one: how many of an address in the last minute, and when the first and the last came',
    class: 'log-in',
    fields: { count: 'integer', since: 'integer', until: 'integer' },
  },
];

const processFields: Fields = {
  nodeRed: 'text',
  node: 'text',
  platform: 'text',
  packages: 'list',
  pid: 'integer',
};

const ofTheProcess: readonly EventEntry[] = [
  {
    name: 'process.start',
    title: 'Node-RED started',
    class: 'system',
    fields: processFields,
  },
  { name: 'process.stop', title: 'Node-RED stopped in an orderly way', class: 'system' },
  {
    name: 'process.crash',
    title: 'Found at the next start: a run of Node-RED ended without a stop',
    class: 'system',
    fields: { run: 'text', since: 'text', lastEvent: 'text' },
  },
  {
    name: 'flows.start',
    title: 'The flows run: after a start of Node-RED, or after they had been stopped',
    class: 'system',
  },
  { name: 'flows.stop', title: 'The flows were stopped, and not for a deploy', class: 'system' },
  {
    name: 'modules.install',
    title: 'Node-RED installed a module that a function node uses',
    class: 'change',
    fields: { module: 'text', version: 'text' },
  },
  {
    name: 'api.error',
    title:
      'A request failed before it led to an operation. Its class is `change` where it would have changed something',
    class: 'read',
  },
];

/** What the log tells of itself. */
const ofTheLog: readonly EventEntry[] = [
  {
    name: 'audit.begin',
    title: 'The first event of a log',
    class: 'system',
    fields: { origin: 'text', publicKey: 'text' },
  },
  {
    name: 'audit.start',
    title: 'Audit came while Node-RED ran already: what was done before was not recorded',
    class: 'system',
    fields: processFields,
  },
  {
    name: 'audit.end',
    title:
      'Audit was removed, or another version of it takes over: nothing is recorded until it begins again',
    class: 'system',
  },
  {
    name: 'audit.gap',
    title: 'Events could not be written for a time and are lost; how many',
    class: 'system',
    fields: { lost: 'integer', since: 'integer' },
  },
  {
    name: 'audit.key.rotate',
    title: 'Checkpoints are signed by a new key from here on',
    class: 'system',
    fields: { epoch: 'integer', publicKey: 'text', fingerprint: 'text', handover: 'text' },
  },
  {
    name: 'audit.prune',
    title: 'Old events were pruned, by the retention',
    class: 'system',
    fields: { class: 'text', reason: 'text', ranges: 'text', signature: 'text' },
  },
  {
    name: 'audit.export',
    title: 'Events left the log as a file: how many, narrowed how; `failed` where it was cut off',
    class: 'system',
    fields: { format: 'text', count: 'integer', filter: 'list' },
  },
  {
    name: 'audit.verify',
    title:
      'The whole log was checked; where it was found changed, what is first wrong with it, and at which events',
    class: 'system',
    fields: { result: 'text', kind: 'text', from: 'integer', to: 'integer' },
  },
];

/** Events that are no operations, by name. */
export const ownEvents: readonly EventEntry[] = [...atTheDoor, ...ofTheProcess, ...ofTheLog];

/** Which alarm a command was for, as its definition and the command name it. */
const alarmFields: Fields = { alarm: 'text', text: 'text', area: 'text', occurrence: 'integer' };

/** What events of operations may carry beside target, change, reason and revisions; all else stays out. */
export const operationFields: Readonly<Record<string, Fields>> = {
  'flows.deploy': { type: 'text' },
  'flows.reload': { type: 'text' },
  'nodes.install': { version: 'text', from: 'text' },
  'nodes.module.set': { enabled: 'boolean' },
  'nodes.info.set': { enabled: 'boolean' },
  'debug.set': { enabled: 'boolean', nodes: 'list' },
  inject: { nodeType: 'text', replaced: 'boolean' },
  'credentials.get': { nodeType: 'text' },
  'projects.branch.set': { created: 'boolean' },
  'projects.branch.delete': { forced: 'boolean' },
  'projects.push': { upstream: 'boolean' },
  'access.person.add': { roles: 'list' },
  'access.person.change': { changed: 'list', roles: 'list' },
  'access.token.add': { roles: 'list', days: 'integer' },
  'access.token.remove': { name: 'text', owner: 'text' },
  'access.policy.update': { changed: 'list' },
  'access.policy.confirm': { revision: 'integer' },
  'access.policy.revert': { to: 'integer', changed: 'list' },
  'history.settings.update': { changed: 'list' },
  'history.retention': { versions: 'integer' },
  'history.version.update': { changed: 'list' },
  'audit.destination.test': { kind: 'text', receiver: 'text', reached: 'boolean' },
  'audit.settings.update': {
    added: 'list',
    removed: 'list',
    changed: 'list',
    values: 'list',
    moreValues: 'integer',
  },
  'alarm.acknowledge': alarmFields,
  'alarm.reset': alarmFields,
  'alarm.shelve': { ...alarmFields, duration: 'integer', oneShot: 'boolean' },
  'alarm.unshelve': alarmFields,
  'alarm.out-of-service': alarmFields,
  'alarm.return-to-service': alarmFields,
};

/** What an event with the outcome `unknown` tells: the number of the intent. */
export const unknownFields: Fields = { intent: 'integer' };

/** What a refusal tells, whatever was refused: which action, and why the rules do not allow it. */
export const refusalFields: Fields = { denied: 'list' };

const nodeRedsOwn: ReadonlySet<string> = new Set(catalogue.map(({ name }) => name));

export const isOfNodeRed = (name: string): boolean => nodeRedsOwn.has(name);

type About = Pick<Operation, 'name' | 'action' | 'kind'>;

/** Where the palette is open, how wide the sidebar is: an editor saves that by itself, again and again. */
const byItself: ReadonlySet<string> = new Set(['settings.update']);

export const classOf = ({ name, kind }: About): EventClass =>
  kind === 'write' && !byItself.has(name) ? 'change' : 'read';

/** What is so grave that it is written before it is done: a crash in between then shows. */
export function isDangerous({ action, kind }: About): boolean {
  if (kind !== 'write') return false;
  return action.startsWith('module.') || gravest.has(action);
}

const gravest: ReadonlySet<string> = new Set([
  'flow.edit',
  'access.write',
  'audit.write',
  'history.restore',
  'project.write',
]);

/** Editors tell each other where their pointer is with these, many times a minute: nobody did anything. */
const presence = /^multiplayer\//;

/** What is never recorded where it succeeds: there is too much of it, and nothing in it. */
export function isIdle({ name, kind, background, target }: About & Pick<Operation, 'background' | 'target'>) {
  if (name === 'comms.message') return presence.test(target?.id ?? '');
  return kind === 'read' && background && !isOfNodeRed(name);
}
