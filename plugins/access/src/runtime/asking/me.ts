import { actions, type Condition, type Decider } from '@millwright/access';
import { emptyDocument, type FlowDocument, type Touch, TouchFinder } from '@millwright/flows';
import type { RefusalReason } from '../../common/decisions.ts';
import type { Me } from '../../common/state.ts';
import { type Asking, decideOn, judge } from '../guard/judge.ts';
import { type Need, onInstance, onTouched, remembering } from '../guard/need.ts';
import type { World } from '../guard/target-needs.ts';

export type Allowance = Pick<Me, 'roles' | 'actions' | 'reason' | 'locked' | 'newTab'>;

/** What everybody may do while nobody owns this instance. */
export const everything: Allowance = {
  roles: [],
  actions: Object.fromEntries(actions.map((action) => [action, true])) as Me['actions'],
  locked: {},
  newTab: { allowed: true, reasons: [] },
};

/** What somebody may do, as far as an editor has to know to offer only that. */
export function allowanceOf(decider: Decider, asking: Asking, world: World): Allowance {
  const somewhere = new Set<string>(decider.actionsOf(asking.subject));
  const places = placesOf(world.document() ?? emptyDocument, world, decider, withAnyReason(asking));
  const newTab = judge([newTabNeed], decider, withAnyReason(asking));
  const reason = reasonNeeded(decider, asking, [
    ...places.filter(({ refused }) => refused.length === 0).map(({ needs }) => needs),
    ...(newTab.allowed ? [[newTabNeed]] : []),
  ]);
  return {
    roles: [...decider.rolesOf(asking.subject)],
    actions: Object.fromEntries(actions.map((action) => [action, somewhere.has(action)])) as Me['actions'],
    ...(reason > 0 ? { reason } : {}),
    locked: Object.fromEntries(
      places
        .filter(({ refused }) => refused.length > 0)
        .map(({ id, refused }) => [id, { allowed: false, reasons: refused }]),
    ),
    newTab: { allowed: newTab.allowed, reasons: newTab.refused.map(({ reason: why }) => why) },
  };
}

/** Nobody knows how it will be called. */
const newTabNeed: Need = {
  action: 'flow.edit',
  resource: { tab: { id: '', name: '' }, node: { id: '', name: '', type: 'tab' } },
  about: { kind: 'tab' },
};

/** A reason can still be given: that it lacks locks nothing. */
const withAnyReason = (asking: Asking): Asking => ({
  ...asking,
  circumstances: { ...asking.circumstances, reason: 'x'.repeat(500) },
});

interface PlaceState {
  readonly id: string;
  readonly needs: readonly Need[];
  /** Why nothing there may be edited; empty if something may be. */
  readonly refused: RefusalReason[];
}

function placesOf(
  document: FlowDocument,
  world: World,
  decider: Decider,
  asking: Asking,
): readonly PlaceState[] {
  const finder = new TouchFinder(document);
  const moduleOf = remembering(world.moduleOf);
  const edit = (touch: Touch): Need => onTouched('flow.edit', touch, moduleOf);
  const editsSomewhere = decider.actionsOf(asking.subject).includes('flow.edit');
  const ids = new Set(
    document.parts.filter(({ kind }) => kind === 'tab' || kind === 'subflow').map(({ id }) => id),
  );
  return [...ids].map((id) => {
    const needs = finder.withId(id).map(edit);
    const { refused } = judge(needs, decider, asking);
    const isEditable =
      refused.length === 0 ||
      (editsSomewhere &&
        editableWithin(finder.within(id), (touches) => judge(touches.map(edit), decider, asking).allowed));
    return { id, needs, refused: isEditable ? [] : refused.map(({ reason }) => reason) };
  });
}

/** Whether something on a place may be edited though the place as a whole may not, such as a group. */
function editableWithin(
  touches: readonly Touch[],
  isAllowed: (touches: readonly Touch[]) => boolean,
): boolean {
  const byItem = Map.groupBy(touches, ({ item }) => item?.id ?? '');
  return [...byItem.values()].some(isAllowed);
}

const deploys = ['deploy.full', 'deploy.flows', 'deploy.nodes'];

/** How long the reason has to be without which nothing can be deployed at all; 0 if something can. */
function reasonNeeded(decider: Decider, asking: Asking, edits: readonly (readonly Need[])[]): number {
  const longest = (needs: readonly Need[]): number =>
    Math.max(0, ...needs.map((need) => lengthOf(decideOn(need, decider, asking))));
  const shortest = (all: readonly number[]): number => (all.length === 0 ? 0 : Math.min(...all));
  const possible = deploys
    .map((action) => [onInstance(action)])
    .filter((needs) => judge(needs, decider, withAnyReason(asking)).allowed);
  return Math.max(shortest(possible.map(longest)), shortest(edits.map(longest)));
}

function lengthOf({ missing = [] }: { readonly missing?: readonly Condition[] | undefined }): number {
  return Math.max(0, ...missing.map((condition) => (condition.kind === 'reason' ? condition.minLength : 0)));
}
