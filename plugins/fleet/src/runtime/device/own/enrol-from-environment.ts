import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { pauseAfter } from '../road/back-off.ts';
import { refusedBy, tooMany } from '../road/refusal.ts';
import type { Later } from '../timers.ts';
import type { OwnDevice } from './own-device.ts';

export const codeVariable = 'MILLWRIGHT_ENROL';
export const nameVariable = 'MILLWRIGHT_NAME';

export interface FromEnvironment {
  readonly environment: NodeJS.ProcessEnv;
  readonly later: Later;
  readonly random: () => number;
  readonly onFailed: (error: Error) => void;
}

/**
 * Enrols this instance with the code that whoever starts it gives it, unless it is a device already. It goes on in the background,
 * again and again while the hub is not in reach. The code is taken out of the environment at once: flows, and what they start, could
 * read it there.
 */
export function enrolFromEnvironment(
  own: Pick<OwnDevice, 'enrol' | 'isDevice'>,
  { environment, later, random, onFailed }: FromEnvironment,
): void {
  const { [codeVariable]: code = '', [nameVariable]: name } = environment;
  delete environment[codeVariable];
  if (code === '' || own.isDevice) return;
  let failures = 0;
  const attempt = async (): Promise<void> => {
    try {
      await own.enrol(code, name);
    } catch (error) {
      failures += 1;
      onFailed(error as Error);
      if (mayPass(error))
        later(pauseAfter(failures, random(), refusedBy(error)?.again), () => void attempt());
    }
  };
  void attempt();
}

/** Whether it is the way to the hub that failed, not the code. */
function mayPass(error: unknown): boolean {
  if (!isCodedError(error) || error.family !== 'world') return false;
  if (fleetErrors.hubForeign.is(error)) return true;
  const { status = 0 } = refusedBy(error) ?? {};
  return status < 400 || status >= 500 || status === tooMany;
}
