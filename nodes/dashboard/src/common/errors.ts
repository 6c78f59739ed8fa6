import { defineErrors } from '@millwright/schema';

/** What widgets find wrong, on the server and in a browser. */
export const screenErrors = defineErrors('screen', {
  disconnected: {
    status: 503,
    family: 'world',
    message: () => 'This page has no connection to Node-RED',
  },
  fedByStore: {
    status: 400,
    family: 'caller',
    message: () => 'This trend has its values from a sample store; send them there',
  },
  noAnswer: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { readonly milliseconds: number }) =>
      `Node-RED did not answer within ${milliseconds} ms`,
  },
  unreadableValues: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) =>
      `The values in this message cannot be read: ${reason}`,
  },
});
