import { defineErrors } from '@millwright/schema';
import type { AlarmCommand } from './events.ts';
import type { Stage } from './state.ts';

const commandWords: Readonly<Record<AlarmCommand['kind'], string>> = {
  acknowledge: 'acknowledged',
  reset: 'reset',
  shelve: 'shelved',
  unshelve: 'unshelved',
  'out-of-service': 'taken out of service',
  'return-to-service': 'returned to service',
};

const stageWords: Readonly<Record<Stage, string>> = {
  normal: 'normal',
  unacknowledged: 'raised and not acknowledged',
  acknowledged: 'raised and acknowledged',
  returned: 'back to normal and not acknowledged',
  latched: 'latched and not acknowledged',
  'latched-acknowledged': 'latched and acknowledged',
  shelved: 'shelved',
  suppressed: 'suppressed by design',
  'out-of-service': 'out of service',
};

/** Why a command was not taken, or a state that was kept cannot be used. */
export const alarmErrors = defineErrors('alarm', {
  doesNotApply: {
    status: 409,
    family: 'caller',
    message: ({ command, stage }: { readonly command: AlarmCommand['kind']; readonly stage: Stage }) =>
      `The alarm cannot be ${commandWords[command]} now: it is ${stageWords[stage]}`,
  },
  otherOccurrence: {
    status: 409,
    family: 'caller',
    message: ({ given, present }: { readonly given: number; readonly present: number }) =>
      `What was to be acknowledged (occurrence ${given}) is not what the alarm shows now (occurrence ${present})`,
  },
  conditionNotGone: {
    status: 409,
    family: 'caller',
    message: () => 'The alarm cannot be reset before its condition is known to be gone',
  },
  badShelving: {
    status: 400,
    family: 'caller',
    message: ({ duration, longest }: { readonly duration: number; readonly longest: number }) =>
      `The alarm can be shelved for more than 0 and at most ${longest} ms, and ${duration} was given`,
  },
  badState: {
    status: 500,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `What was kept of the alarm cannot be used: ${reason}`,
  },
  newerState: {
    status: 503,
    family: 'world',
    message: ({ format, known }: { readonly format: number; readonly known: number }) =>
      `A newer version of this package kept the alarm (format ${format}, this one knows ${known}): update the package`,
  },
});
