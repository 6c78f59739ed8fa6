import type { ErrorAnswer } from '@millwright/schema';

/** How something that was looked at is: as every view of Millwright shows it. */
export type State = 'works' | 'attention' | 'fails' | 'unchecked';

/** One thing that was looked at, or could not be. */
export interface Finding {
  /** What was looked at, for programs: stable. */
  readonly id: string;
  readonly state: State;
  readonly message: string;
  /** What to do about it. */
  readonly action?: string;
  /** What to type for that, in the directory that was looked at. */
  readonly command?: string;
}

/** A place that was asked for, and what was found there. */
export interface Place {
  readonly kind: 'instance' | 'user-directory';
  /** Its address or its path. */
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Why it could not be looked at, or not further. */
  readonly problem?: ErrorAnswer;
  /** Lines that say how to solve it, to be shown as they are. */
  readonly help?: readonly string[];
}

export const works = (id: string, message: string): Finding => ({ id, state: 'works', message });

const troubled =
  (state: 'attention' | 'fails') =>
  (id: string, message: string, action: string, command?: string): Finding => ({
    id,
    state,
    message,
    action,
    ...(command === undefined ? {} : { command }),
  });

export const attention = troubled('attention');

export const fails = troubled('fails');

export const unchecked = (id: string, message: string, action?: string): Finding => ({
  id,
  state: 'unchecked',
  message,
  ...(action === undefined ? {} : { action }),
});
