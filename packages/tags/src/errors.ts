import { defineErrors } from '@millwright/schema';
import type { TagType } from './types.ts';

export const tagErrors = defineErrors('tags', {
  valueDoesNotFit: {
    status: 400,
    family: 'caller',
    message: ({ value, type }: { value: number; type: TagType }) => `${value} does not fit into ${type}`,
  },
});
