import { connectionErrors } from '@millwright/plc';
import { defineErrors } from '@millwright/schema';

/** What the routes of this package refuse. */
export const modbusNodeErrors = defineErrors('modbus-nodes', {
  ...connectionErrors,
  notAsked: {
    status: 409,
    family: 'caller',
    message: () =>
      'No request waits for this answer: msg.modbusRequest is not the one of a request, or its time is over',
  },
  notAnAnswer: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `This does not answer the request: ${reason}`,
  },
  certificateMissing: {
    status: 400,
    family: 'caller',
    message: () => 'A server over TLS needs a TLS configuration with its own certificate and key',
  },
  certificateForm: {
    status: 400,
    family: 'caller',
    message: () => 'The TLS configuration has a PKCS#12 file; Modbus needs certificate and key in PEM form',
  },
  keptUnusable: {
    status: 500,
    family: 'world',
    message: ({ path, reason, beside }: { path: string; reason: string; beside?: string | undefined }) =>
      `The values that were kept in ${path} cannot be used: ${reason}${beside === undefined ? '' : `. The file is ${beside} now`}`,
  },
  keptEntriesUnusable: {
    status: 500,
    family: 'world',
    message: ({ path, names }: { path: string; names: readonly string[] }) =>
      `What was kept in ${path} of these tags cannot be used, so the values of the table hold for them: ${names.join(', ')}`,
  },
});
