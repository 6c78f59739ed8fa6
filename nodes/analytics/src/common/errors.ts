import { defineErrors } from '@millwright/schema';

/** Names that a message lists. */
const listed = 5;

/** Where samples are missing. Times are in ms UTC; infinite where nobody knows them. */
interface DamagedSamples {
  readonly directory: string;
  readonly places: number;
  readonly tags: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** A list of tags that is damaged. */
interface DamagedTags {
  readonly file: string;
  /** Its name now; undefined where it was missing. */
  readonly aside: string | undefined;
  readonly reason: string;
  readonly unnamed: number;
}

/** Who wrote a store that this version cannot read. */
interface NewerStore {
  readonly directory: string;
  readonly format: number;
  /** The version of the package, where it says so. */
  readonly writer: string | undefined;
}

function namesOf(tags: readonly string[]): string {
  if (tags.length === 0) return 'tags that nobody knows';
  const more = tags.length - listed;
  return `${tags.slice(0, listed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const timeOf = (time: number): string =>
  Number.isFinite(time) ? new Date(time).toISOString() : 'a time that nobody knows';

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
    message: ({ directory, places, tags, from, to }: DamagedSamples) =>
      `In ${places} places, samples in ${directory} are not what was written: of ${namesOf(tags)}, from ${timeOf(from)} to ${timeOf(to)}. They are left out, and stay where they are`,
  },
  rebuilt: {
    status: 500,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `${file} was not what was written. It is made anew from the samples, and nothing is lost by it`,
  },
  tagsDamaged: {
    status: 500,
    family: 'world',
    message: ({ file, aside, reason, unnamed }: DamagedTags) =>
      `${file}, which has the names of the tags, could not be used: ${reason}. ${aside === undefined ? '' : `It is kept as ${aside}. `}${unnamed === 0 ? 'All names are known from its copy' : `${unnamed} tags have no name any more, and are shown as "unnamed" with their number`}`,
  },
  newerVersion: {
    status: 409,
    family: 'world',
    message: ({ directory, format, writer }: NewerStore) =>
      `The samples in ${directory} were written by ${writer === undefined ? 'a newer version' : `version ${writer}`} of this package, in format ${format}, which this one cannot read. Nothing there is touched; what comes stays in memory as long as there is room`,
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
