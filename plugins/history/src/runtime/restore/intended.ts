import { createHash } from 'node:crypto';
import {
  divideFlows,
  type FlowDocument,
  type FlowItem,
  mergeFlows,
  type ScopeProblem,
} from '@millwright/flows';
import type { Credentials, FlowsState } from '@millwright/runtime';
import { historyErrors } from '../../common/errors.ts';
import type { RestorePlan, Scope } from '../../common/restoring.ts';
import type { VersionContent } from '../archive/messages.ts';
import { credentialsText } from '../credentials.ts';

/** What would run after a restore. Holds plain credentials: memory only. */
export interface Intended {
  readonly items: readonly FlowItem[];
  readonly document: FlowDocument;
  readonly rev: string;
  /** Canonical JSON text, by node id. */
  readonly credentials: string;
  /** Whether an item comes from the version, with its credentials. */
  readonly isTaken: (id: unknown) => boolean;
  readonly needed: RestorePlan['needed'];
}

/**
 * Works out what would run after a restore of a version, or of parts of it.
 *
 * @param running what runs now
 * @param credentials what it has as credentials, as canonical JSON
 * @throws `history.choice-unknown`, `history.choice-in-use`, `history.choice-ring`, `history.choice-loose-end`
 */
export function intend(
  { version: { number }, flows, credentials: kept, rev }: VersionContent,
  scope: Scope | undefined,
  running: FlowsState,
  credentials: string,
): Intended {
  if (scope?.parts === undefined && scope?.nodes === undefined) {
    const items = JSON.parse(flows) as FlowItem[];
    const document = divideFlows(items, running.document);
    return { items, document, rev, credentials: kept, isTaken: () => true, needed: [] };
  }
  const version = divideFlows(JSON.parse(flows) as FlowItem[], running.document);
  const merged = mergeFlows(running.document, version, scope);
  if ('problem' in merged) throw refusalOf(merged, number);
  const { texts, taken, needed } = merged;
  const text = `[${texts.join(',')}]`;
  const items = JSON.parse(text) as FlowItem[];
  const [then, now] = [JSON.parse(kept), JSON.parse(credentials)] as [Credentials, Credentials];
  const isTaken = (id: unknown): boolean => typeof id === 'string' && taken.has(id);
  return {
    items,
    document: divideFlows(items, running.document),
    rev: createHash('sha256').update(text).digest('hex'),
    credentials: credentialsText(items, (id) => ownOf(isTaken(id) ? then : now, id)),
    isTaken,
    needed: [...needed],
  };
}

const ownOf = (credentials: Credentials, id: string) =>
  Object.hasOwn(credentials, id) ? credentials[id] : undefined;

function refusalOf(problem: ScopeProblem, number: number): Error {
  if (problem.problem === 'unknown') return historyErrors.choiceUnknown({ number, id: problem.id });
  if (problem.problem === 'ring')
    return historyErrors.choiceRing({ number, ring: problem.labels.join(' → ') });
  const label = problem.label || problem.id;
  return historyErrors[problem.problem === 'in-use' ? 'choiceInUse' : 'choiceLooseEnd']({ number, label });
}
