/** Why what was sealed for a device is refused. Where the box itself says what it is for, so does the code. */
export const sealRefusals = {
  sealAnotherJob: {
    status: 422,
    family: 'caller',
    message: () => 'This was sealed for another delivery',
  },
  sealAnotherRelease: {
    status: 422,
    family: 'caller',
    message: () => 'This was sealed for another release',
  },
  sealBroken: {
    status: 422,
    family: 'caller',
    message: () => 'This was altered after it was sealed, or sealed for the key of another device',
  },
  sealCommitment: {
    status: 422,
    family: 'caller',
    message: () => 'The credentials that were sealed are not those of the release',
  },
  sealContent: {
    status: 422,
    family: 'caller',
    message: () => 'What was sealed is not what a device can use',
  },
} as const;
