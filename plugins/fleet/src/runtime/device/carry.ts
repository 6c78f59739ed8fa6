import type { Answer, Effect } from '@millwright/rollout';
import { type CodedError, isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../common/errors.ts';
import { isFull } from './files.ts';

type Kind = Effect['kind'];
export type EffectOf<Named extends Kind> = Extract<Effect, { readonly kind: Named }>;

type Without<Any> = Any extends { readonly kind: infer Kinds }
  ? Omit<Any, 'turn' | 'time' | 'kind'> & Named<Kinds>
  : never;
type Named<Kinds> = Kinds extends string ? { readonly kind: Kinds } : never;
/** An answer as whoever carries out an effect gives it: its turn and its time are added where it is handed in. */
export type Said = Without<Answer>;
type SaidOf<Word extends Said['kind']> = Extract<Said, { readonly kind: Word }>;

/**
 * What carries out effects: one function each, which does what stands at `Effect` of `@millwright/rollout`. It may be asked for
 * the same again, also by another process after a kill, so it ends at the same from whatever it finds.
 *
 * It ends soon after `signal` aborts, however it likes: nobody hears its answer then, and the next that writes to the disk begins
 * only once it has ended. What it throws is the answer `failed`; see {@link finalFailure}.
 */
export interface Carry {
  fetch(effect: EffectOf<'fetch'>, signal: AbortSignal): Promise<SaidOf<'fetched'>>;
  verify(effect: EffectOf<'verify'>, signal: AbortSignal): Promise<SaidOf<'verified'>>;
  stage(effect: EffectOf<'stage'>, signal: AbortSignal): Promise<SaidOf<'staged'>>;
  keep(effect: EffectOf<'keep'>, signal: AbortSignal): Promise<SaidOf<'kept'>>;
  switch(effect: EffectOf<'switch'>, signal: AbortSignal): Promise<SaidOf<'switched'>>;
  /** With `restart` it never answers: the process ends. */
  start(effect: EffectOf<'start'>, signal: AbortSignal): Promise<SaidOf<'started'>>;
  watch(effect: EffectOf<'watch'>, signal: AbortSignal): Promise<SaidOf<'healthy'> | SaidOf<'unhealthy'>>;
  adopt(effect: EffectOf<'adopt'>, signal: AbortSignal): Promise<SaidOf<'adopted'>>;
  /** Tried again until it does not throw. */
  safe(effect: EffectOf<'safe'>, signal: AbortSignal): Promise<void>;
  /** What it throws is logged: whatever is left is removed the next time. */
  discard(effect: EffectOf<'discard'>, signal: AbortSignal): Promise<void>;
  /** What it throws is logged: the machine asks for it again until the hub has heard. */
  report(effect: EffectOf<'report'>, signal: AbortSignal): Promise<void>;
}

/** What is said beside the error of an effect that failed. */
export interface Finality {
  /** The same once more, with the same on the disk, can only fail again. */
  readonly final: boolean;
  /** Of `verify`: the release is bad for every device and for ever. */
  readonly counts?: boolean;
}

/**
 * An error to throw where the same once more can only fail again. All others are tried again.
 *
 * @param counts of `verify`: the release is bad for every device and for ever
 */
export const finalFailure = (error: CodedError, { counts = false } = {}): CodedError & Finality =>
  Object.assign(error, { final: true, ...(counts && { counts }) });

/** What a thrown value says to the machine. A full disk has a code of ours. The system's other errors have codes too (`EACCES`); their message is all that is shown. */
export function failureOf(thrown: unknown): SaidOf<'failed'> {
  const { final, counts } = (thrown ?? {}) as Partial<Finality>;
  const error = isCodedError(thrown) ? thrown.toJSON() : plainError(thrown);
  return { kind: 'failed', error, final: final === true, ...(counts === true && { counts }) };
}

function plainError(thrown: unknown): { readonly code: string; readonly message: string } {
  if (isFull(thrown)) return fleetErrors.diskFull({}).toJSON();
  if (!(thrown instanceof Error)) return { code: 'failed', message: String(thrown) };
  const { code } = thrown as { readonly code?: unknown };
  return { code: typeof code === 'string' ? code : thrown.name, message: thrown.message };
}
