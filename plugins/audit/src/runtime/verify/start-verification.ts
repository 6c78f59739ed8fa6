import type { Host } from '@millwright/runtime';
import { removeCopy } from '@millwright/store';
import { topics, verifyRoutes } from '../../common/routes.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { currentDoer } from '../recording/doer.ts';
import { copyIn } from './check-copy.ts';
import { Verification, type VerificationOptions } from './verification.ts';

/** The log is checked a while after the start, which has better things to do, and then once a day. */
const checkAfter = 5 * 60_000;
/** How often it is looked whether a day has passed: a clock may leap. */
const lookEvery = 60 * 60_000;

/** Checks the whole log each day, and when somebody asks for it. */
export function startVerification(
  host: Host,
  {
    log,
    anchors,
    former,
    onChange,
  }: { readonly log: AuditLog } & Pick<VerificationOptions, 'anchors' | 'former' | 'onChange'>,
): Verification {
  const warn = (message: string) => host.log.warn(message);
  const verification = new Verification({
    log,
    anchors,
    former,
    onChange: () => {
      onChange();
      host.publish(topics.health, {});
    },
    warn,
    error: (message) => host.log.error(message),
    now: Date.now,
  });
  host.routes(verifyRoutes, {
    startVerification: () => verification.start(currentDoer(host)),
    getVerification: () => verification.state(),
    cancelVerification: () => verification.cancel(),
  });
  try {
    // A crash may have left one.
    removeCopy(copyIn(host.directory()));
  } catch (error) {
    warn(`A copy of the log that a crash has left could not be deleted: ${String(error)}`);
  }
  void verification.remember().catch(() => undefined);
  const look = () => void verification.daily();
  const first = setTimeout(look, checkAfter).unref();
  const hourly = setInterval(look, lookEvery).unref();
  const stop = async () => {
    clearTimeout(first);
    clearInterval(hourly);
    await verification.cancel();
  };
  host.onStop(stop);
  host.onDispose(stop);
  return verification;
}
