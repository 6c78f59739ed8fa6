import type * as v from 'valibot';
import type { question } from '../../common/decisions.ts';
import { type Need, onInstance, onModule } from '../guard/need.ts';
import { needsOnItem } from '../guard/need-on-item.ts';
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
  return needsOnItem(action, target.id, world);
}
