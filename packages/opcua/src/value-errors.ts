import { defineErrors } from '@millwright/schema';

/** What can be wrong with values on their way from and to a server. */
export const valueErrors = defineErrors('opcua', {
  undecodable: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `What the server sent cannot be read: ${reason}`,
  },
});
