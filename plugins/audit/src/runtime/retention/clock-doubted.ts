import { type ClockState, longestStep } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';

/** Says why nothing is pruned by its age, and until when. */
export function clockDoubted({ before, after }: NonNullable<ClockState['doubt']>) {
  const [from = '', to = '', until = ''] = [before, after, after + longestStep].map((time) =>
    new Date(time).toISOString(),
  );
  return auditErrors.clockDoubted({ from, to, until });
}
