import { defineErrors } from '@millwright/schema';
import type { TagType } from './value/format.ts';

export const tagErrors = defineErrors('tags', {
  valueDoesNotFit: {
    status: 400,
    family: 'caller',
    message: ({ value, type }: { value: string; type: TagType }) => `${value} does not fit into ${type}`,
  },
  wrongType: {
    status: 400,
    family: 'caller',
    message: ({ given, type }: { given: string; type: TagType }) =>
      `A value of the kind "${given}" was given where the tag is ${type}`,
  },
  badFormat: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The tag cannot be read or written like this: ${reason}`,
  },
});
