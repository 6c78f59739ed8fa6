import { defineErrors } from '@millwright/schema';

interface Reason {
  readonly reason: string;
}

/** Why a release, or a document that hub and device exchange, is refused. Each attack has its own code. */
export const releaseErrors = defineErrors('release', {
  keyInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key of a fleet: ${reason}`,
  },
});
