import { emptyDocument, TouchFinder } from '@millwright/flows';
import type * as v from 'valibot';
import type { question } from '../../common/decisions.ts';
import { type Need, onInstance, onModule, onTouched } from '../guard/need.ts';
import { takenWith } from '../guard/own-modules.ts';
import type { World } from '../guard/target-needs.ts';

export type Question = v.InferOutput<typeof question>;

/** All that has to be allowed for somebody to do what a question is about. */
export function needsOfQuestion(
  { action, target }: Pick<Question, 'action' | 'target'>,
  world: World,
): readonly Need[] {
  if (!target) return [onInstance(action)];
  if (target.kind === 'module') return [onModule(action, target.name), ...takenWith(action, target.name)];
  const finder = new TouchFinder(world.document() ?? emptyDocument);
  return finder.withId(target.id).map((touch) => onTouched(action, touch, world.moduleOf));
}
