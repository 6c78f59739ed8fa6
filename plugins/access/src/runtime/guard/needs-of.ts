import { actions } from '@millwright/access';
import { emptyDocument, touchedBy } from '@millwright/flows';
import type { FlowsWrite, Operation } from '@millwright/runtime';
import { type Need, onInstance, onTouched, remembering } from './need.ts';
import { needsOfTarget, type World } from './target-needs.ts';

/** All that has to be allowed for an operation. */
export function needsOf(operation: Operation, world: World): readonly Need[] {
  const { flows } = operation;
  // Where Projects gets the flows from elsewhere, nobody can tell before what they will be.
  if (!flows?.foreseen) return needsOfTarget(operation, actionOf(operation), world);
  return [onInstance(`deploy.${flows.deploymentType}`), ...needsOfChange(operation, flows, world)];
}

function needsOfChange({ name, target }: Operation, flows: FlowsWrite, world: World): readonly Need[] {
  const before = flows.before?.document ?? emptyDocument;
  const { candidate, credentialsTouched } = flows;
  const moduleOf = remembering(world.moduleOf);
  const about = name === 'flow.update' && target ? [target.id] : [];
  return touchedBy(before, candidate, { credentialsTouched, about }).map((touch) =>
    onTouched(touch.what === 'edit' ? 'flow.edit' : 'credential.write', touch, moduleOf),
  );
}

const known: ReadonlySet<string> = new Set(actions);

/** What plugins of others do counts like a route of a node of others. */
export function actionOf({ action, kind }: Pick<Operation, 'action' | 'kind'>): string {
  if (known.has(action)) return action;
  return kind === 'read' ? 'flow.read' : 'node-route.call';
}
