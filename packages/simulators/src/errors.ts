import { defineErrors } from '@millwright/schema';

export const simulatorErrors = defineErrors('simulators', {
  badArguments: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `These arguments make no sense: ${reason}`,
  },
  badCommand: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `This is no command: ${reason}`,
  },
  badSyslog: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `What came is no syslog: ${reason}`,
  },
  listenFailed: {
    status: 503,
    family: 'world',
    message: ({ host, port, reason }: { host: string; port: number; reason: string }) =>
      `Nothing can listen at ${host}:${port}: ${reason}`,
  },
});
