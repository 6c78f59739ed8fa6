import { defineErrors } from '@millwright/schema';

/** What goes wrong between alarms, what watches them and whoever commands them. */
export const alarmEngineErrors = defineErrors('alarm-engine', {
  badQuery: {
    status: 400,
    family: 'caller',
    message: ({ limit }: { readonly limit: number }) =>
      `The journal is read by pages of 1 to 500 lines, and ${limit} were asked for`,
  },
  badRequest: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) => `This is no command for an alarm: ${reason}`,
  },
  badSetPoint: {
    status: 400,
    family: 'caller',
    message: () => 'msg.setPoint is neither a number nor null',
  },
  badSuppress: {
    status: 400,
    family: 'caller',
    message: () => 'msg.suppress is neither true nor false',
  },
  noReading: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) => `This message has nothing for the alarm: ${reason}`,
  },
  notKept: {
    status: 503,
    family: 'world',
    message: ({ reason, lines }: { readonly reason: string; readonly lines: number }) =>
      `Steps of alarms cannot be written (${reason}). The alarms go on, ${lines} steps wait in memory, commands are refused`,
  },
  notLoaded: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `What was kept of the alarms cannot be read (${reason}). They begin anew until it can be, commands are refused`,
  },
  notRunning: {
    status: 503,
    family: 'world',
    message: () => 'The plugin of the alarms does not run here: the status chip in the sidebars says why',
  },
  olderReading: {
    status: 409,
    family: 'world',
    message: ({ alarm }: { readonly alarm: string }) =>
      `The alarm ${alarm} was told a value that is older than its newest one. Such values are passed over. It is said once`,
  },
  passedOver: {
    status: 503,
    family: 'world',
    message: ({ alarm, most }: { readonly alarm: string; readonly most: number }) =>
      `More than ${most} values wait for an alarm (the first is ${alarm}), since its file is read or written so slowly. The oldest are passed over, the newest count. It is said once`,
  },
  setAside: {
    status: 503,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `The journal of alarms was damaged and is set aside as ${file}: the alarms begin anew`,
  },
  stepsLost: {
    status: 503,
    family: 'world',
    message: ({ lines }: { readonly lines: number }) =>
      `${lines} steps of alarms are in no journal: they could not be written, and too many waited`,
  },
  tooManyAlarms: {
    status: 409,
    family: 'caller',
    message: ({ most }: { readonly most: number }) =>
      `An alarm engine keeps ${most} alarms at most: give some of them another engine`,
  },
  tooManyCommands: {
    status: 429,
    family: 'caller',
    message: ({ most }: { readonly most: number }) =>
      `${most} commands wait for this alarm already. Nothing was done. Try again once they are done`,
  },
  unknownAlarm: {
    status: 404,
    family: 'caller',
    message: ({ alarm }: { readonly alarm: string }) => `The engine has no alarm ${alarm} now`,
  },
});
