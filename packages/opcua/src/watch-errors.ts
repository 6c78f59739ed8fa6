import { defineErrors } from '@millwright/schema';

export const watchErrors = defineErrors('opcua', {
  subscriptionSilent: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { milliseconds: number }) =>
      `The server promised a message of this subscription within ${milliseconds} ms, and sent none that says anything`,
  },
  messagesLost: {
    status: 502,
    family: 'world',
    message: () => 'Messages of the subscription are lost, and nobody can tell how many: a new one is made',
  },
  notificationUnreadable: {
    status: 502,
    family: 'world',
    message: () => 'A message of the subscription cannot be read: what it brought is lost',
  },
});
