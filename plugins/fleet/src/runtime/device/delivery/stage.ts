import { createHash } from 'node:crypto';
import { receive, withEnvironment } from '@millwright/release';
import { canonicalText, isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { type Carry, type EffectOf, finalFailure } from '../carry.ts';
import type { Slots } from '../slots.ts';
import type { Blobs } from './blobs.ts';
import { installModules } from './install.ts';
import { topModules } from './lock-file.ts';
import { ReleaseOnDisk } from './release-on-disk.ts';
import { believed, type Circumstances, openBox } from './verify.ts';

export interface StageOptions {
  readonly blobs: Blobs;
  readonly slots: Slots;
  /** npm's own program. */
  readonly npm: () => string | undefined;
  /** The job is that of the slot's delivery. */
  readonly look: (
    slot: string,
    release: EffectOf<'stage'>['release'],
  ) => Circumstances & { readonly job: string };
}

/**
 * Makes a slot complete: the release's flows with the device's values in them, its credentials, its modules. One that is complete,
 * and was made of the same, stays as it is.
 */
export function stageInto({ blobs, slots, npm, look }: StageOptions): Carry['stage'] {
  return async ({ slot, release, environment, sealed }, signal) => {
    const made = madeOf(environment, sealed);
    const mark = await slots.mark(slot);
    if (
      mark?.release?.digest === release.digest &&
      mark.made === made &&
      (await isSound(slots, slot, signal))
    )
      return { kind: 'staged', rev: mark.rev };
    const { job, ...here } = look(slot, release);
    const manifest = await believed(blobs, release, here);
    const stored = new ReleaseOnDisk(blobs, manifest);
    const box = await openBox(blobs, { job, release, manifest, here });
    const flows = await stored.flows();
    const merged = final(() =>
      withEnvironment(
        flows,
        box.committed?.credentials ?? {},
        receive({ environment, sealed: box.environment }),
      ),
    );
    await slots.begin(slot);
    signal.throwIfAborted();
    const text = await stored.lock();
    const folder = slots.modulesFolder(slot);
    const lock =
      text === undefined
        ? undefined
        : await installModules({ folder, lock: text, modules: stored.modules, blobs, npm: npm() }, signal);
    await slots.complete(
      slot,
      {
        rev: merged.rev,
        release,
        made,
        flows: merged.items,
        credentials: merged.credentials,
        modules: lock ? topModules(lock) : [],
        dependencies: lock?.dependencies ?? {},
        missing: [],
      },
      { signal },
    );
    return { kind: 'staged', rev: merged.rev };
  };
}

/** Whatever a slot is made of beside its release. */
const madeOf = (environment: EffectOf<'stage'>['environment'], sealed: EffectOf<'stage'>['sealed']): string =>
  createHash('sha256')
    .update(canonicalText({ environment, sealed: sealed?.digest ?? null }) ?? '')
    .digest('hex');

async function isSound(slots: Slots, slot: string, signal: AbortSignal): Promise<boolean> {
  try {
    await slots.readWhole(slot, signal);
    return true;
  } catch (error) {
    if (fleetErrors.slotDamaged.is(error) || fleetErrors.slotIncomplete.is(error)) return false;
    throw error;
  }
}

/** The same values for the same flows can only be refused again. */
function final<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw isCodedError(error) ? finalFailure(error) : error;
  }
}
