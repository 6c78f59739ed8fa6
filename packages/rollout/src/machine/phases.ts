/**
 * What the device is doing, one row each. A phase is named by what is done in it, and asks for one effect; what was reached
 * (committed, rolled back, …) is an outcome, not a phase.
 */
export interface PhaseRow {
  /** The effect that it asks for; `discard` needs no answer, `safe` neither. */
  readonly effect:
    | 'discard'
    | 'fetch'
    | 'verify'
    | 'stage'
    | 'keep'
    | 'switch'
    | 'start'
    | 'watch'
    | 'safe'
    | 'none';
  /** The event with which it goes on. */
  readonly answer: string;
  /** Where it goes on to. */
  readonly next: readonly string[];
  /** Where it goes when it fails for good, or nobody answers. */
  readonly failed: string;
  /** The phase that is taken up after the process or the machine was restarted in it. */
  readonly restart: string;
  /** What Node-RED does with its flows when it starts in this phase: `held` until the machine says `start`. */
  readonly flows: 'run' | 'held' | 'stopped';
  /** What happens to a newer desired state. */
  readonly newer: 'at once' | 'once settled';
}

export const phases = {
  idle: {
    effect: 'discard',
    answer: 'desired',
    next: ['fetching'],
    failed: 'idle',
    restart: 'idle',
    flows: 'run',
    newer: 'at once',
  },
  fetching: {
    effect: 'fetch',
    answer: 'fetched',
    next: ['verifying'],
    failed: 'idle',
    restart: 'fetching',
    flows: 'run',
    newer: 'at once',
  },
  verifying: {
    effect: 'verify',
    answer: 'verified',
    next: ['staging', 'fetching', 'idle'],
    failed: 'idle',
    restart: 'verifying',
    flows: 'run',
    newer: 'at once',
  },
  staging: {
    effect: 'stage',
    answer: 'staged',
    next: ['waiting', 'keeping'],
    failed: 'idle',
    restart: 'staging',
    flows: 'run',
    newer: 'at once',
  },
  waiting: {
    effect: 'none',
    answer: 'lock',
    next: ['keeping'],
    failed: 'idle',
    restart: 'staging',
    flows: 'run',
    newer: 'at once',
  },
  keeping: {
    effect: 'keep',
    answer: 'kept',
    next: ['switching', 'waiting'],
    failed: 'idle',
    restart: 'staging',
    flows: 'run',
    newer: 'at once',
  },
  switching: {
    effect: 'switch',
    answer: 'switched',
    next: ['starting'],
    failed: 'rolling-back',
    restart: 'switching',
    flows: 'held',
    newer: 'once settled',
  },
  starting: {
    effect: 'start',
    answer: 'started',
    next: ['watching', 'idle'],
    failed: 'rolling-back',
    restart: 'switching',
    flows: 'held',
    newer: 'once settled',
  },
  watching: {
    effect: 'watch',
    answer: 'healthy',
    next: ['idle'],
    failed: 'rolling-back',
    restart: 'switching',
    flows: 'held',
    newer: 'once settled',
  },
  'rolling-back': {
    effect: 'switch',
    answer: 'switched',
    next: ['recovering'],
    failed: 'safe',
    restart: 'rolling-back',
    flows: 'held',
    newer: 'once settled',
  },
  recovering: {
    effect: 'start',
    answer: 'started',
    next: ['idle'],
    failed: 'safe',
    restart: 'rolling-back',
    flows: 'held',
    newer: 'once settled',
  },
  safe: {
    effect: 'safe',
    answer: 'desired',
    next: ['fetching'],
    failed: 'safe',
    restart: 'safe',
    flows: 'stopped',
    newer: 'at once',
  },
} as const satisfies Readonly<Record<string, PhaseRow>>;

export type Phase = keyof typeof phases;

/** At rest nothing is on its way. */
export type Rest = 'idle' | 'safe';
export type WorkPhase = Exclude<Phase, Rest>;

/** The content of the slot is not known before the release was verified. */
export const findingOut = ['fetching', 'verifying'] as const;
export const changing = [
  'staging',
  'waiting',
  'keeping',
  'switching',
  'starting',
  'watching',
  'rolling-back',
  'recovering',
] as const;

/** Whether what Node-RED loads is still what it was: until then a newer desired state is taken at once. */
export const isBeforeSwitch = (phase: Phase): boolean => phases[phase].newer === 'at once';
