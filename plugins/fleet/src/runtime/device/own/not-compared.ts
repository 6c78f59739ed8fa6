import type { CodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';

/** What whoever wants to know what was changed is told, where it cannot be read. */
export const notCompared = (error: unknown): CodedError =>
  fleetErrors.notCompared({ reason: error instanceof Error ? error.message : String(error) });
