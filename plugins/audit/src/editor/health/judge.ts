import type { Health } from '../../common/log.ts';

/** How many things people should see to: what the log says of itself, and destinations that cannot be reached. */
export function problemCount(health: Health): number {
  return health.notices.length + unreachable(health);
}

/** How many destinations do not take what they are sent. */
export function unreachable({ destinations }: Health): number {
  return destinations.filter(({ problem }) => problem !== undefined).length;
}

/** Whether the last check found that the log was changed. */
export const isTampered = ({ verified }: Health): boolean => verified?.verdict.result === 'tampered';

/** How the log as a whole is doing. That there is no anchor is said, but it is not a fault of a log. */
export function logTone(health: Health): 'good' | 'attention' | 'bad' {
  if (health.state === 'failing' || isTampered(health)) return 'bad';
  return problemCount(health) > 0 ? 'attention' : 'good';
}

/** Whether any destination takes checkpoints. */
export function hasAnchor(health: Health): boolean {
  return health.destinations.some(({ anchor, enabled }) => anchor && enabled);
}
