import type { Desired } from './desired.ts';
import type { State } from './state.ts';
import type { Given } from './transition.ts';

type Failures = State['failures'];
type Tried = Pick<Desired, 'release' | 'values'>;

/** How often this release has failed here with these values. */
export const failuresOf = ({ failures }: Pick<State, 'failures'>, tried: Tried): number =>
  failures.find((failure) => isOf(tried)(failure))?.times ?? 0;

/** One more. Nothing is held against a desired document without a release. */
export function withFailure(state: State, tried: Tried, { limits }: Given): State {
  const { release, values } = tried;
  if (release === undefined) return state;
  const failure = {
    digest: release.digest,
    ...(values !== undefined && { values }),
    times: failuresOf(state, tried) + 1,
  };
  return { ...state, failures: [...without(state.failures, tried), failure].slice(-limits.remembered) };
}

/** It has come through with these values. */
export const without = (failures: Failures, tried: Tried): Failures =>
  failures.filter((failure) => !isOf(tried)(failure));

const isOf =
  ({ release, values }: Tried) =>
  (failure: Failures[number]): boolean =>
    failure.digest === release?.digest && failure.values === values;
