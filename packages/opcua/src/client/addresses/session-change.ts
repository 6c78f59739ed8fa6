import { tagErrors } from '@millwright/tags';
import { addressErrors } from '../../address/errors.ts';
import type { SessionLink } from '../session-link.ts';

/** What was found out in one session holds in no other. @throws `opcua.session-changed` where this is another one */
export function sameSession(now: SessionLink, then: SessionLink): void {
  if (now !== then) throw addressErrors.sessionChanged();
}

/** Whether a request was not sent because the session it was for is gone: it can be prepared anew. */
export const isSessionChange = (error: unknown): boolean =>
  addressErrors.sessionChanged.is(error) ||
  (tagErrors.notSent.is(error) && addressErrors.sessionChanged.is(error.cause));
