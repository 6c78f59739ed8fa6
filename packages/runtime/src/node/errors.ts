import { defineErrors } from '@millwright/schema';

interface Reference {
  /** The node that refers to another. */
  readonly type: string;
  /** The type that it needs there. */
  readonly to: string;
}

export const nodeErrors = defineErrors('node', {
  badConfiguration: {
    status: 400,
    family: 'caller',
    message: ({ type, problems }: { readonly type: string; readonly problems: readonly string[] }) =>
      `This ${type} cannot work with its configuration: ${problems.join('; ')}`,
  },
  referenceMissing: {
    status: 400,
    family: 'caller',
    message: ({ type, to }: Reference) => `This ${type} refers to a ${to} that is not there or disabled`,
  },
  referenceUnusable: {
    status: 400,
    family: 'caller',
    message: ({ type, to }: Reference) => `This ${type} refers to a ${to} that cannot work`,
  },
  unexpected: {
    status: 500,
    family: 'bug',
    message: ({ type }: { readonly type: string }) =>
      `Something unexpected went wrong in this ${type}. Node-RED's log has the details`,
  },
});
