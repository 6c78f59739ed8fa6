/** A tab, subflow or group, as far as rules look at it. */
export interface Place {
  readonly id: string;
  /** Empty where it has none. Text from users: never HTML. */
  readonly name: string;
}

/** A node, group, configuration node, tab or subflow that a change does something to. */
export interface TouchedItem extends Place {
  readonly type: string;
}

/**
 * Why a change touches it there:
 * - `own`: it is added, changed, moved or removed
 * - `used`: a configuration node or subflow that the change is about is used there
 * - `linked`: a wire, link or other reference to a node there, or from there, is made or taken away, or the group that it
 *   says it is in comes or goes
 * - `held`: an instance of the subflow that holds it is made, changed or removed, or a variable that it sees is set
 * - `twin`: an item of the same id stands there, which would be replaced
 * - `everywhere`: the global environment, the order of the tabs, or an item of which nobody can tell where it belongs or
 *   leads
 */
export type TouchReason = 'own' | 'used' | 'linked' | 'held' | 'twin' | 'everywhere';

/**
 * One thing that somebody has to be allowed to do for a change. A change may be made if all of them are allowed: an item
 * that was renamed, retyped or moved is there as it was and as it will be.
 */
export interface Touch {
  /** `edit` changes the item; `credentials` sets or removes its credentials. */
  readonly what: 'edit' | 'credentials';
  readonly reason: TouchReason;
  /** Absent where it is about the place as a whole. */
  readonly item?: TouchedItem;
  /** At most one of `tab` and `subflow`; neither for what stands on none and is used by none. */
  readonly tab?: Place;
  readonly subflow?: Place;
  /**
   * The group that it is in, and those around it. What is in one that is new, renamed or on another tab than before is
   * there a second time, without that one: no rule that allows something in a group is about it before the group is there.
   */
  readonly groups: readonly Place[];
}
