import { defineErrors } from '@millwright/schema';

export const certificateNodeErrors = defineErrors('opcua-certificate-nodes', {
  notStarted: {
    status: 503,
    family: 'world',
    message: () =>
      'The OPC UA part of Millwright has not started, so there are no certificates. The log says why',
  },
});
