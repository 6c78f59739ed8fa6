import { findItems } from '@millwright/flows';
import type { EventDraft } from '@millwright/ledger';
import type { AuditEntry, Host, Operation, Source } from '@millwright/runtime';
import type { WhenUnwritable } from '../../common/settings.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { eventOfEntry, eventOfRefused, isBadToken, nameTried } from './audit-entries.ts';
import { CredentialKey } from './credential-key.ts';
import type { World } from './draft.ts';
import { EventTypes, eventOfPackage } from './event-types.ts';
import { type Counted, Flood } from './flood.ts';
import { crashEvent, flowsEvent, startEvent, stopEvent, turns } from './process-events.ts';
import { Recorder } from './recorder.ts';
import { cut } from './texts.ts';

export interface RecordingOptions {
  readonly host: Host;
  readonly log: Pick<AuditLog, 'append' | 'page' | 'state' | 'waits'>;
  readonly whenUnwritable: () => WhenUnwritable;
}

/** Below the pipeline's deadline, which would take a slow disk for a fault. */
const patience = 1500;
/** How often it is told that strangers were counted only. */
const floodEvery = 60_000;

/** Records what is done: operations, log-ins, the process and its flows, and what other packages tell. */
export function startRecording({ host, log, whenUnwritable }: RecordingOptions): void {
  const now = Date.now;
  const { services } = host;
  const world: World = {
    now,
    services,
    item: (id, operation) => itemOf(id, operation, host),
  };
  const key = new CredentialKey(() => host.directory());
  const recorder = new Recorder({
    log: {
      append: (draft) => log.append(draft),
      problem: () => {
        const { state, problem } = log.state();
        if (state === 'failing') return problem?.message ?? 'the log failed';
        return log.waits < patience ? undefined : `the disk has not answered for ${patience} ms`;
      },
    },
    world,
    whenUnwritable,
    nodeRed: host.nodeRed,
    address: (text) => key.address(text),
    patience,
  });
  /** Nobody waits for it; what cannot be written the log counts. */
  const note = (draft: EventDraft): void => void log.append(draft).catch(() => undefined);

  host.intercept({
    intend: (operation) => recorder.intend(operation),
    commit: (operation) => recorder.commit(operation),
    settle: (operation) => recorder.settle(operation),
  });
  recordDoor(host, note, now);
  recordFlows(host, note, now);
  recordProcess(host, log, now);
  offerRecording(host, log, now);
}

/** Who comes and who is turned away. */
function recordDoor(host: Host, note: (draft: EventDraft) => void, now: () => number): void {
  const flood = new Flood(now);
  const told = new WeakSet<Source>();
  const badTokens = new WeakMap<Source, EventDraft>();
  const tellFlood = (): void => {
    for (const counted of flood.take()) note(floodEvent(counted, now()));
  };
  host.onAudit((entry: AuditEntry) => {
    const draft = eventOfEntry(entry, host.services);
    if (!draft) return;
    if (entry.source && isBadToken(entry)) {
      badTokens.set(entry.source, draft);
      return;
    }
    if (entry.source) told.add(entry.source);
    if (draft.actor.kind !== 'anyone') note(draft);
    else if (flood.admits(entry.source?.address)) void named(draft, nameTried(entry), host).then(note);
  });
  host.onTurnedAway((turnedAway) => {
    const { status, source } = turnedAway;
    if (told.has(source) || !flood.admits(source.address)) return;
    const badToken = status === 401 || status === 403 ? badTokens.get(source) : undefined;
    note(badToken ?? eventOfRefused(turnedAway, host.services, now()));
  });
  const timer = setInterval(tellFlood, floodEvery).unref();
  host.onStop(tellFlood);
  host.onDispose(() => {
    clearInterval(timer);
    tellFlood();
  });
}

/** How many from one address were counted only. */
const floodEvent = ({ address, ...data }: Counted, time: number): EventDraft => ({
  time,
  name: 'request.flood',
  class: 'log-in',
  outcome: 'refused',
  actor: { kind: 'anyone' },
  ...(address === undefined ? {} : { source: { address: cut(address) } }),
  data,
});

/**
 * The event of a log-in that failed, with the name that was given if there is somebody of that name: else it may be a
 * password that was typed where the name belongs.
 */
async function named(
  draft: EventDraft,
  name: string | undefined,
  { logIn }: Pick<Host, 'logIn'>,
): Promise<EventDraft> {
  if (name === undefined) return draft;
  const isKnown = await logIn.knows(name).catch(() => false);
  return isKnown ? { ...draft, target: { kind: 'person', id: cut(name) } } : draft;
}

/** Whether the flows run: not each time that a deploy starts them again. */
function recordFlows(host: Host, note: (draft: EventDraft) => void, now: () => number): void {
  let run = false;
  host.onFlowsStarted(() => {
    if (run) return;
    run = true;
    note(flowsEvent('flows.start', host.current(), host.services, now()));
  });
  host.onFlowsStopped(() => {
    const current = host.current();
    if (!run || current.operation?.flows) return;
    run = false;
    note(flowsEvent('flows.stop', current, host.services, now()));
  });
}

/** That the process began and ended, and whether the one before it did not end as it should. */
function recordProcess(host: Host, log: RecordingOptions['log'], now: () => number): void {
  const packages = host.nodeRed.modules().filter(({ name }) => name.startsWith('@millwright/'));
  const facts = {
    nodeRed: host.nodeRed.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    packages: packages.map(({ name, version }) => cut(`${name} ${version}`)),
    pid: process.pid,
  };
  const started = log.append(startEvent(facts, host.nodeRed.getFlows() !== undefined, now()));
  void tellCrash(started, log, now).catch(() => undefined);
  let stopped = false;
  const stop = async (ended: 'process' | 'audit'): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await log.append(stopEvent(ended, now())).catch(() => undefined);
  };
  host.onStop(() => stop('process'));
  host.onDispose(() => stop('audit'));
}

async function tellCrash(
  started: Promise<number>,
  log: RecordingOptions['log'],
  now: () => number,
): Promise<void> {
  const before = await started;
  const newestOf = async (name?: string) =>
    (await log.page({ before, limit: 1, ...(name === undefined ? {} : { name }) })).events;
  const turned = (await Promise.all(turns.map((name) => newestOf(name)))).flat();
  const [newest] = await newestOf();
  const crashed = crashEvent(turned, newest, log.state().others, now());
  if (crashed) await log.append(crashed);
}

/** Lets other packages record what they do: ours as a service, others' at `RED.plugins.get('millwright-audit')`. */
function offerRecording(host: Host, log: RecordingOptions['log'], now: () => number): void {
  const types = new EventTypes();
  const service: Parameters<typeof host.provide<'audit'>>[1] = {
    declare: (declared) => types.declare(declared),
    async record(event) {
      const { services } = host;
      const draft = eventOfPackage(event, types.fieldsOf(event.name), host.current(), { services, now });
      await log.append(draft);
    },
  };
  host.provide('audit', service);
  host.offer(service);
}

/** A tab, subflow or node: as it is, else as it was before the operation. */
function itemOf(
  id: string,
  { flows }: Operation,
  { nodeRed }: Pick<Host, 'nodeRed'>,
): { readonly name: string; readonly type: string } | undefined {
  for (const document of [nodeRed.getFlows()?.document, flows?.before?.document]) {
    const part = document?.parts.find((each) => each.id === id && each.id !== '');
    if (part) return { name: part.label, type: part.kind };
    const item = document && findItems(document, new Set([id])).get(id)?.item;
    if (item) return { name: text(item['name']), type: text(item['type']) };
  }
  return undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
