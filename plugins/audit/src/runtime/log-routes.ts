import type { EventClass, EventOutcome } from '@millwright/ledger';
import type { Host, RouteHandlers } from '@millwright/runtime';
import { auditErrors } from '../common/errors.ts';
import type { EventFilter } from '../common/log.ts';
import type { checkpointRoutes, logRoutes } from '../common/routes.ts';
import type { Destinations } from './delivery/start-delivery.ts';
import type { HealthState } from './health.ts';
import type { AuditLog } from './log/audit-log.ts';
import { summaryOf } from './log/summary.ts';
import { eventProblem } from './verify/event-problem.ts';
import type { Verified } from './verify/verification.ts';

export interface LogRouteParts {
  readonly log: Pick<AuditLog, 'state' | 'page' | 'seen' | 'choices'>;
  readonly health: Pick<HealthState, 'current'>;
  readonly destinations: Pick<Destinations, 'states' | 'fileAnchors'>;
  readonly verified: () => Verified | undefined;
}

/** How long the directories of anchors may take when an event is looked at, in milliseconds. */
const patience = 2000;

/** Answers about events and about the log. */
export const logHandlers = ({
  log,
  health,
  destinations,
  verified,
}: LogRouteParts): RouteHandlers<typeof logRoutes> => ({
  async listEvents({ query: { before, after, limit, ...query } }) {
    const { events, changed, next } = await log.page({ ...filterOf(query), before, after, limit });
    const summaries = events.map((event) => ({
      ...summaryOf(event),
      ...(changed.includes(event.seq) ? { changed: true as const } : {}),
    }));
    return { events: summaries, ...(next === undefined ? {} : { next }) };
  },
  async getEvent({ params: { seq } }) {
    const found = await log.seen(seq);
    if (!found)
      throw seq < log.state().size ? auditErrors.eventPruned({ seq }) : auditErrors.eventUnknown({ seq });
    const { event, digest, checkpoint } = found;
    const [states, anchors] = await Promise.all([
      destinations.states(),
      destinations.fileAnchors(AbortSignal.timeout(patience)),
    ]);
    const problem = eventProblem(found, { anchors, verified: verified() });
    const sent = states.filter(({ anchor, anchored = 0 }) => anchor && anchored > seq);
    return {
      event,
      digest,
      cover: {
        ...(checkpoint === undefined ? {} : { checkpoint }),
        anchors: sent.map(({ name }) => name),
        ...(problem ? { problem } : {}),
      },
    };
  },
  listFilters: () => log.choices(),
  getHealth: () => health.current(),
});

/** Signs the log when somebody asks for it; what goes to anchors follows. */
export const checkpointHandlers = (
  host: Pick<Host, 'operate'>,
  log: Pick<AuditLog, 'checkpoint'>,
): RouteHandlers<typeof checkpointRoutes> => ({
  makeCheckpoint: () =>
    host.operate({ name: 'audit.checkpoint', action: 'audit.write', locks: [] }, () => log.checkpoint()),
});

/** A filter as it stands in an address: sets with commas between. */
interface FilterQuery extends Omit<EventFilter, 'outcomes' | 'classes'> {
  readonly outcomes?: string | undefined;
  readonly classes?: string | undefined;
}

/** Which values there are, the route has checked. */
export const filterOf = ({ outcomes, classes, ...filter }: FilterQuery): EventFilter => ({
  ...filter,
  ...(outcomes === undefined ? {} : { outcomes: outcomes.split(',') as EventOutcome[] }),
  ...(classes === undefined ? {} : { classes: classes.split(',') as EventClass[] }),
});
