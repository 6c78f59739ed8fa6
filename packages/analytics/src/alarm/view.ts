import type { AlarmState, Stage } from './state.ts';

/** A state in the words of OPC UA. @see OPC 10000-9, AlarmConditionType */
export interface AlarmView {
  readonly active: boolean;
  readonly acked: boolean;
  readonly latched: boolean;
  readonly shelving: 'Unshelved' | 'TimedShelved' | 'OneShotShelved';
  readonly suppressed: boolean;
  readonly outOfService: boolean;
}

const latching: ReadonlySet<Stage> = new Set<Stage>(['latched', 'latched-acknowledged']);

/** What others are shown of a state. */
export function viewOf({ stage, active, acknowledged, shelf, suppressed }: AlarmState): AlarmView {
  return {
    active,
    acked: acknowledged,
    latched: latching.has(stage),
    shelving: shelf ? (shelf.oneShot ? 'OneShotShelved' : 'TimedShelved') : 'Unshelved',
    suppressed,
    outOfService: stage === 'out-of-service',
  };
}
