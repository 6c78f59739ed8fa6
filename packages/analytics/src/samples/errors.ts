import { defineErrors } from '@millwright/schema';

export const sampleErrors = defineErrors('samples', {
  notKept: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `These samples cannot be kept: ${reason}`,
  },
  damagedBlock: {
    status: 500,
    family: 'world',
    message: ({ reason }: { reason: string }) => `A block of samples is damaged: ${reason}`,
  },
  unknownFormat: {
    status: 500,
    family: 'world',
    message: ({ format }: { format: number }) =>
      `A block of samples has the format ${format}: a newer version wrote it`,
  },
});
