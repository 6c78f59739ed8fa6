import { canonicalText, divideFlows, withoutCredentials } from '@millwright/flows';
import type { RunningNodeRed } from '@millwright/runtime';
import type { Side } from '../../common/comparison.ts';
import { historyErrors } from '../../common/errors.ts';
import { credentialsText } from '../credentials.ts';
import type { GivenSide, SentSide } from './messages.ts';

type NodeRed = Pick<RunningNodeRed, 'getFlows' | 'credentials' | 'modules' | 'settingsOfRecord'>;

/**
 * A side as the archive needs it.
 *
 * @param onlyGiven whether flows that are given are all that is compared
 * @throws `history.no-flows`, `history.flows-invalid`
 */
export function sentSide(side: Side, nodeRed: NodeRed, onlyGiven = false): SentSide {
  if ('version' in side) return side;
  if ('running' in side) return runningSide(nodeRed);
  checkItems(side.flows);
  const items = withoutCredentials(side.flows);
  return {
    kind: 'given',
    document: divideFlows(items),
    ...(onlyGiven ? { only: true } : {}),
    // What an editor deploys without credentials keeps those that it has.
    ...(side.credentialsTyped
      ? {
          credentials: credentialsText(items, (id) => nodeRed.credentials(id)),
          credentialsTyped: side.credentialsTyped,
        }
      : {}),
  };
}

/** @throws `history.no-flows` */
export function runningSide(nodeRed: NodeRed): GivenSide {
  const state = nodeRed.getFlows();
  if (!state) throw historyErrors.noFlows();
  return {
    kind: 'running',
    rev: state.rev,
    document: state.document,
    credentials: credentialsText(state.items, (id) => nodeRed.credentials(id)),
    modules: canonicalText(nodeRed.modules()),
    settings: canonicalText(nodeRed.settingsOfRecord()),
  };
}

function checkItems(items: readonly unknown[]): void {
  const index = items.findIndex((item) => typeof item !== 'object' || item === null || Array.isArray(item));
  if (index >= 0) throw historyErrors.flowsInvalid({ position: index + 1 });
}
