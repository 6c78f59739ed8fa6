import { defineErrors } from '@millwright/schema';
import type { TagType } from './value/format.ts';

function rangeWords(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

/** What was given for a tag, and what that would become there. */
const givenWords = ({ given, stored }: { readonly given: string; readonly stored?: string }): string =>
  stored === undefined ? `${given} was given` : `${given} (which becomes ${stored}) was given`;

export const tagErrors = defineErrors('tags', {
  valueDoesNotFit: {
    status: 400,
    family: 'caller',
    message: ({ tag, value, type }: { tag?: string; value: string; type: TagType }) =>
      `${value} does not fit into ${tag === undefined ? type : `${tag}, which is ${type}`}`,
  },
  wrongType: {
    status: 400,
    family: 'caller',
    message: ({ tag = 'the tag', given, type }: { tag?: string; given: string; type: TagType }) =>
      `A value of the kind "${given}" was given where ${tag} is ${type}`,
  },
  badFormat: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The tag cannot be read or written like this: ${reason}`,
  },
  readOnly: {
    status: 403,
    family: 'caller',
    message: ({ tag }: { tag: string }) => `${tag} is read-only in its table`,
  },
  outOfRange: {
    status: 400,
    family: 'caller',
    message: (range: { tag: string; given: string; stored?: string; min?: number; max?: number }) =>
      `${range.tag} takes ${rangeWords(range.min, range.max)}, and ${givenWords(range)}`,
  },
  stepTooLarge: {
    status: 400,
    family: 'caller',
    message: (step: { tag: string; given: string; stored?: string; from?: string; maxStep: number }) =>
      `${step.tag} may move by ${step.maxStep} at once, and ${givenWords(step)} ` +
      (step.from === undefined ? 'while its present value is not known' : `while it is ${step.from}`),
  },
  unknownTag: {
    status: 404,
    family: 'caller',
    message: ({ tag }: { tag: string }) => `There is no tag "${tag}" in the table`,
  },
  badExpression: {
    status: 400,
    family: 'caller',
    message: ({ tag, reason }: { tag: string; reason: string }) => `${tag} cannot be computed: ${reason}`,
  },
  computedLoop: {
    status: 400,
    family: 'caller',
    message: ({ tags }: { tags: readonly string[] }) =>
      `These tags are computed from each other in a circle: ${tags.join(' from ')}`,
  },
  tooLong: {
    status: 400,
    family: 'caller',
    message: ({ length, limit }: { length: number; limit: number }) =>
      `This takes ${length} registers or bits, and one request holds ${limit} at most`,
  },
  queueFull: {
    status: 503,
    family: 'caller',
    message: ({ limit }: { limit: number }) =>
      `${limit} requests already wait for this connection; this one was not sent`,
  },
  dropped: {
    status: 503,
    family: 'caller',
    message: ({ limit }: { limit: number }) =>
      `More than ${limit} requests waited for this connection; this one, the oldest, was dropped and not sent`,
  },
  notSent: {
    status: 504,
    family: 'world',
    message: ({ reason }: { reason: string }) => `This request was not sent: ${reason}`,
  },
  outcomeUnknown: {
    status: 504,
    family: 'world',
    message: ({ reason }: { reason: string }) =>
      `This request was sent, and nobody knows what came of it: ${reason}`,
  },
  unitSuspended: {
    status: 503,
    family: 'world',
    message: ({ unit, since, next }: { unit: number; since: number; next: number }) =>
      `Unit ${unit} has not answered since ${new Date(since).toISOString()}; it is tried again from ${new Date(next).toISOString()} on`,
  },
  nothingToWrite: {
    status: 400,
    family: 'caller',
    message: () =>
      'The message brings nothing to write: msg.payload has to have values by the names of tags, or be one value with its tag in msg.topic',
  },
  badSelection: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `It does not say which tags are meant: ${reason}`,
  },
  readBackDiffers: {
    status: 502,
    family: 'world',
    message: ({ tag, value }: { tag: string; value: string }) =>
      `The PLC confirmed the write, and ${tag} holds ${value} all the same`,
  },
});
