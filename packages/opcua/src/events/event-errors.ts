import { defineErrors } from '@millwright/schema';

export const eventErrors = defineErrors('opcua', {
  badEventFilter: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The filter of the events is not possible: ${reason}`,
  },
});
