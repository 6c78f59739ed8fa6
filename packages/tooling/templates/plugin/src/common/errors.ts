import { defineErrors } from '@millwright/schema';

export const templateNameErrors = defineErrors('template-name', {
  notCounted: {
    status: 404,
    family: 'caller',
    message: ({ operation }: { readonly operation: string }) =>
      `"${operation}" was not counted since the start of Node-RED, or somebody has just reset it`,
  },
});
