import { defineErrors } from '@millwright/schema';

interface Reason {
  readonly reason: string;
}

/** What can be wrong with a piece of a log. What the verifier finds is no error: it is in its verdict. */
export const ledgerErrors = defineErrors('ledger', {
  checkpointInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no checkpoint: ${reason}`,
  },
  incompleteCopy: {
    status: 409,
    family: 'caller',
    message: ({ from, to }: { readonly from: number; readonly to: number }) =>
      `This copy lacks ${from === to ? `event ${from}` : `events ${from} to ${to}`}, so nobody can tell: the destination takes only some classes, began later, is behind, or they were deleted. Check the log itself, or an export of it, with this copy as an anchor`,
  },
  keyInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key of a log: ${reason}`,
  },
  newerLog: {
    status: 409,
    family: 'caller',
    message: ({ found, known }: { readonly found: number; readonly known: number }) =>
      `This log was written by a newer version (format ${found}, known are those up to ${known})`,
  },
  notALog: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no log of audit: ${reason}`,
  },
  proofInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no proof: ${reason}`,
  },
  recordInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no record of an event: ${reason}`,
  },
  treeInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `These digests make no tree: ${reason}`,
  },
  unproved: {
    status: 409,
    family: 'caller',
    message: ({ seq, reason }: Reason & { readonly seq: number }) =>
      `Event ${seq} cannot be proved: ${reason}`,
  },
});
