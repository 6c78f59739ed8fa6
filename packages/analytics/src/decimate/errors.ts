import { defineErrors } from '@millwright/schema';

export const tableErrors = defineErrors('tables', {
  columnsDiffer: {
    status: 500,
    family: 'bug',
    message: ({ lengths }: { lengths: readonly number[] }) =>
      `The columns of a table differ in length: ${lengths.join(', ')}`,
  },
  notReadable: {
    status: 400,
    family: 'world',
    message: ({ at, numbers }: { at: number; numbers: number }) =>
      `At ${at} of ${numbers} numbers a table should begin, and none does`,
  },
});
