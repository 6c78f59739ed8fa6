import { defineErrors } from '@millwright/schema';

/** What can be wrong with values on their way from and to a server. */
export const valueErrors = defineErrors('opcua', {
  undecodable: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `What the server sent cannot be read: ${reason}`,
  },
  otherSession: {
    status: 503,
    family: 'world',
    message: () => 'The session is another one than what was asked for first is of. Try again',
  },
});
