import { defineErrors } from '@millwright/schema';

/** What a store of samples, and whatever records into one, tells. */
export const sampleStoreErrors = defineErrors('sample-store', {
  noDirectory: {
    status: 503,
    family: 'world',
    message: () => 'There is no folder to keep samples in: the plugin of this package has not started',
  },
  unwritable: {
    status: 507,
    family: 'world',
    message: ({ directory, reason }: { readonly directory: string; readonly reason: string }) =>
      `Samples cannot be written to ${directory}: ${reason}. They stay in memory as long as there is room`,
  },
  locked: {
    status: 409,
    family: 'world',
    message: ({ directory }: { readonly directory: string }) =>
      `Another process keeps samples in ${directory}. Nothing is read or written there until it ends`,
  },
  lost: {
    status: 503,
    family: 'world',
    message: ({ count, all }: { readonly count: number; readonly all: number }) =>
      `${count} samples were not kept: there was no room for them (${all} since the deploy)`,
  },
  damaged: {
    status: 500,
    family: 'world',
    message: ({ directory, places }: { readonly directory: string; readonly places: number }) =>
      `In ${places} places, samples in ${directory} are not what was written. They are left out, and stay where they are`,
  },
  newerFormat: {
    status: 500,
    family: 'world',
    message: ({ file, format }: { readonly file: string; readonly format: number }) =>
      `${file} has the format ${format}: a newer version wrote it. It is left as it is, and what is in it is not shown`,
  },
  tooManyTags: {
    status: 400,
    family: 'caller',
    message: ({ tag, limit }: { readonly tag: string; readonly limit: number }) =>
      `The tag ${tag} is one too many: a store keeps ${limit} of them. Its samples are not kept`,
  },
  valueRefused: {
    status: 400,
    family: 'caller',
    message: ({ tag, type }: { readonly tag: string; readonly type: string }) =>
      `The value of ${tag} is of type ${type}: only numbers and booleans are kept. It is said once for each tag`,
  },
  notASample: {
    status: 400,
    family: 'caller',
    message: ({ tag, reason }: { readonly tag: string; readonly reason: string }) =>
      `What came of ${tag} is no sample: ${reason}. It is said once for each tag`,
  },
  nothingToRecord: {
    status: 400,
    family: 'caller',
    message: () =>
      'The message has nothing to record: neither msg.samples nor msg.sample, nor a value with the name of its tag in msg.topic',
  },
});
