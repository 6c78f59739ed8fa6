import type { AlarmEngine, AlarmEntry, AlarmRequest, Commander, Through } from '@millwright/analytics';
import { isCodedError } from '@millwright/schema';
import { alarmWidgetErrors } from '../../common/alarms/errors.ts';
import { type CommandForm, requestsOf } from '../../common/alarms/requests.ts';
import type { CommandResult } from '../../common/alarms/wire.ts';

/** How far back it is looked for who acknowledged an alarm. */
const lately = 20;

/** Who gives commands, through what, and to whom it is told what nobody foresaw. */
export interface Command {
  readonly by: Commander;
  readonly through: Through;
  readonly report: (error: unknown) => void;
}

/**
 * Carries out a command for each of its alarms; what one of them refuses does not keep the others from it.
 * @param shown the alarms that the widget shows
 */
export function carryOut(
  engine: AlarmEngine,
  form: CommandForm,
  shown: readonly AlarmEntry[],
  command: Command,
): Promise<readonly CommandResult[]> {
  const known = new Map(shown.map((entry) => [entry.id, entry]));
  return Promise.all(
    requestsOf(form).map(async (request): Promise<CommandResult> => {
      const { alarm } = request;
      try {
        const entry = known.get(alarm);
        if (!entry) throw alarmWidgetErrors.alarmUnknown();
        await engine.act(request, command.by, command.through);
        if (!wasAcknowledged(request, entry)) return { alarm, outcome: 'done' };
        const { by, at } = await acknowledgement(engine, request);
        // Names are for people who are known themselves.
        const named = by !== undefined && command.by.kind === 'user' ? { by } : {};
        return { alarm, outcome: 'already', ...named, ...(at === undefined ? {} : { at }) };
      } catch (error) {
        if (isCodedError(error)) {
          // A refusal names rules and people: nobody's business who did not log in.
          const message = command.by.kind === 'user' ? error.message : '';
          return { alarm, outcome: 'refused', code: error.code, message };
        }
        command.report(error);
        return {
          alarm,
          outcome: 'refused',
          code: 'node.unexpected',
          message: 'Something unexpected went wrong',
        };
      }
    }),
  );
}

const wasAcknowledged = (request: AlarmRequest, { state }: AlarmEntry): boolean =>
  request.kind === 'acknowledge' && state.acknowledged && state.occurrence === request.occurrence;

/** Who acknowledged what this request is about, and when. */
async function acknowledgement(
  engine: AlarmEngine,
  { alarm }: AlarmRequest,
): Promise<{ readonly by?: string; readonly at?: number }> {
  const lines = await engine.journal({ alarm, limit: lately });
  const line = lines.find(({ cause }) => cause === 'acknowledge');
  return line?.actor === undefined ? {} : { by: line.actor, at: line.ts };
}
