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
});
