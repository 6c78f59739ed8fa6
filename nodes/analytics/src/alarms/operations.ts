import type { AlarmCommand, AlarmRequest, Commander, Through } from '@millwright/analytics';
import type { Facts, Host } from '@millwright/runtime';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import type { AlarmPlan } from './plan.ts';
import { readRequest, type UndatedCommand } from './request.ts';

/** The operation that each command is. */
const operations: Readonly<Record<AlarmCommand['kind'], { readonly name: string; readonly action: string }>> =
  {
    acknowledge: { name: 'alarm.acknowledge', action: 'alarm.acknowledge' },
    reset: { name: 'alarm.reset', action: 'alarm.reset' },
    shelve: { name: 'alarm.shelve', action: 'alarm.shelve' },
    unshelve: { name: 'alarm.unshelve', action: 'alarm.shelve' },
    'out-of-service': { name: 'alarm.out-of-service', action: 'alarm.service' },
    'return-to-service': { name: 'alarm.return-to-service', action: 'alarm.service' },
  };

export interface Commanded {
  /** Undefined where there is no such alarm. */
  readonly plan: (alarm: string) => AlarmPlan | undefined;
  readonly carryOut: (alarm: string, command: UndatedCommand, actor: string) => Promise<void>;
}

/**
 * Runs a command as an operation of whoever gives it: rules are asked about the widget that it comes through, and the
 * audit log tells of it, whatever becomes of it.
 *
 * @throws `alarm-engine.not-running`, `alarm-engine.bad-request`, a refusal, what `carryOut` throws
 */
export async function operate(
  host: Pick<Host, 'operate'> | undefined,
  { plan, carryOut }: Commanded,
  {
    request,
    by,
    through,
  }: { readonly request: AlarmRequest; readonly by: Commander; readonly through: Through },
): Promise<void> {
  if (!host) throw alarmEngineErrors.notRunning();
  const { alarm, command } = readRequest(request);
  // A user without a name is nobody that rules know.
  const actor =
    by.kind === 'user' && by.name
      ? ({ kind: 'user', name: by.name } as const)
      : ({ kind: 'anyone' } as const);
  await host.operate(
    {
      ...operations[command.kind],
      locks: [],
      target: { kind: 'node', id: through.node },
      actor,
      ...(command.note && { note: command.note }),
      facts: factsOf(alarm, command, plan(alarm)),
    },
    () => carryOut(alarm, command, actor.kind === 'user' ? actor.name : actor.kind),
  );
}

const factsOf = (alarm: string, command: UndatedCommand, plan: AlarmPlan | undefined): Facts => ({
  alarm,
  ...(plan && { text: plan.text, area: plan.area }),
  ...(command.kind === 'acknowledge' && { occurrence: command.occurrence }),
  ...(command.kind === 'shelve' && { duration: command.duration, oneShot: command.oneShot }),
});
