import type { Desired } from '@millwright/release';
import type { PlannedValueChange } from '../../../common/releases.ts';
import type { GivenValue } from '../values/value-book.ts';

/**
 * How values differ from those that a device has, by name. What a secret one was the hub cannot know: one that is secret before
 * and after is never told.
 */
export function changedValues(
  before: Desired['environment'],
  after: readonly GivenValue[],
): PlannedValueChange[] {
  const had = new Map(before.map((each) => [each.name, 'value' in each ? each.value : undefined]));
  const gets = new Map(after.map(({ name, value, isSecret }) => [name, isSecret ? undefined : value]));
  return [...new Set([...had.keys(), ...gets.keys()])].sort().flatMap((name): PlannedValueChange[] => {
    const [one, other] = [had.get(name), gets.get(name)];
    const texts = {
      ...(one === undefined ? {} : { before: one }),
      ...(other === undefined ? {} : { after: other }),
    };
    if (!had.has(name)) return [{ name, state: 'added', ...texts }];
    if (!gets.has(name)) return [{ name, state: 'removed', ...texts }];
    return one === other ? [] : [{ name, state: 'changed', ...texts }];
  });
}
