import type { Decider, Subject } from '@millwright/access';
import {
  type Actor,
  functionCatalogue,
  type Interceptor,
  isRefusable,
  type Operation,
} from '@millwright/runtime';
import type { AboutWhat } from '../../common/decisions.ts';
import { accessErrors } from '../../common/errors.ts';
import type { RecordedDecision } from './decisions.ts';
import { type Asking, helpersFor, type Judgement, judge } from './judge.ts';
import type { Need } from './need.ts';
import { needsOf } from './needs-of.ts';
import type { World } from './target-needs.ts';

export interface GuardOptions {
  /** The rules that hold; `off`: nobody owns this instance yet, and nothing is refused. */
  readonly rules: { phase(): 'off' | 'on'; decider(): Decider };
  /** Who an actor is to rules: an API token is its owner, within the token's roles. */
  readonly subjectOf: (actor: Actor) => Subject;
  readonly world: World;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Keeps a decision, for people to look at and to try other rules on. */
  readonly record: (decision: Omit<RecordedDecision, 'id'>) => void;
}

/** The most reasons of one refusal that are told; the others are counted. */
const mostReasons = 50;

/** Refuses what the rules do not allow: all of it where one thing in it is refused, before anything is done. */
export function guard(options: GuardOptions): Interceptor {
  return {
    authorise(operation) {
      if (options.rules.phase() === 'off' || isForEveryone(operation)) return;
      const decider = options.rules.decider();
      const asking = askingOf(operation, options);
      const needs = needsOf(operation, options.world);
      const judgement = judge(needs, decider, asking);
      if (isRecorded(operation, judgement)) options.record(recordOf(operation, { needs, judgement, asking }));
      if (judgement.allowed) return;
      const reasons = judgement.refused.map(({ reason }) => reason);
      const { roles, owners } = helpersFor(
        judgement.refused.map(({ need }) => need),
        decider,
        asking,
      );
      throw accessErrors.denied({
        who: operation.actor.name ?? 'anyone',
        reasons: reasons.slice(0, mostReasons),
        more: Math.max(0, reasons.length - mostReasons),
        roles,
        // Who is not logged in need not know who owns this.
        owners: operation.actor.kind === 'anyone' ? [] : owners,
      });
    },
  };
}

/** Node-RED does not survive that these are refused. */
const notRefusable: ReadonlySet<string> = new Set(
  functionCatalogue.filter((row) => !isRefusable(row)).map(({ name }) => name),
);

/** What concerns only who asks: it looks for itself at whatever else they ask. */
const ownAffairs: ReadonlySet<string> = new Set([
  'access.getState',
  'access.getMe',
  'access.explain',
  'access.set-up',
  'access.own-password.change',
]);

/**
 * What Node-RED's page waits for before it shows anything, beside what cannot be refused: never flows. Whoever is
 * logged in gets so far, and is told what they may not do; a page that hangs tells nobody whom to ask. Over a live
 * connection that is open without `live.connect` nothing is sent.
 */
export const opensEditor: ReadonlySet<string> = new Set([
  'comms.open',
  'nodes.catalogs.get',
  'plugins.catalogs.get',
]);

function isForEveryone({ actor, name, kind }: Operation): boolean {
  if (actor.kind === 'system' || notRefusable.has(name) || ownAffairs.has(name)) return true;
  if (actor.kind === 'user' && opensEditor.has(name)) return true;
  // Browsers load pages and scripts of nodes without a log-in; whether they may is for the node to say.
  return name === 'http.admin' && kind === 'read' && actor.kind === 'anyone';
}

const askingOf = (operation: Operation, { subjectOf, now }: GuardOptions): Asking => ({
  subject: subjectOf(operation.actor),
  circumstances: {
    time: now(),
    ...(operation.source ? { address: operation.source.address } : {}),
    ...(operation.note === undefined ? {} : { reason: operation.note }),
  },
});

/** An editor writes these all the time, about itself. */
const ofEditors: ReadonlySet<string> = new Set(['live.send', 'settings.write']);
const isRecorded = ({ kind, action, background }: Operation, { allowed }: Judgement): boolean =>
  kind === 'write' ? !allowed || !ofEditors.has(action) : !allowed && !background;

/** As many needs of one decision are kept: enough for whoever edits by hand. */
const mostNeeds = 200;

function recordOf(
  { actor, name, action, flows }: Operation,
  { needs, judgement, asking }: { needs: readonly Need[]; judgement: Judgement; asking: Asking },
): Omit<RecordedDecision, 'id'> {
  const refused = judgement.refused.map(({ need }) => need);
  const kept = new Set([...refused, ...needs].slice(0, mostNeeds));
  return {
    time: asking.circumstances.time,
    subject: {
      kind: actor.kind === 'token' || actor.kind === 'user' ? actor.kind : 'anyone',
      ...(actor.name === undefined ? {} : { name: actor.name }),
    },
    operation: name,
    action,
    about: aboutAll(needs, flows !== undefined),
    allowed: judgement.allowed,
    reasons: judgement.refused.slice(0, mostReasons).map(({ reason }) => reason),
    asked: { ...asking, needs: [...kept] },
  };
}

/** What it was about as a whole: one thing, or one place, or the flows. */
function aboutAll(needs: readonly Need[], ofFlows: boolean): AboutWhat {
  const abouts = needs.filter(({ action }) => !action.startsWith('deploy.')).map(({ about }) => about);
  const [first, ...others] = abouts;
  if (!first) return { kind: ofFlows ? 'flows' : 'instance' };
  if (others.length === 0) return first;
  const { place } = first;
  const inOne = place && others.every((each) => each.place?.id === place.id);
  if (inOne) return { ...place };
  return { kind: ofFlows ? 'flows' : 'instance' };
}
