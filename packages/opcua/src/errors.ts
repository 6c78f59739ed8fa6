import { defineErrors } from '@millwright/schema';

export const opcuaErrors = defineErrors('opcua', {
  timeout: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { milliseconds: number }) =>
      `The server did not answer within ${milliseconds} ms`,
  },
  closed: {
    status: 503,
    family: 'caller',
    message: () => 'The connection is closed',
  },
});
