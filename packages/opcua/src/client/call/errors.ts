import { defineErrors } from '@millwright/schema';

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** What a call refuses before anything was sent, in the words of OPC UA's statuses. */
export const methodErrors = defineErrors('opcua', {
  argumentsMissing: {
    status: 400,
    family: 'caller',
    message: ({ missing }: { missing: readonly string[] }) =>
      `BadArgumentsMissing: the method also needs ${listed(missing)}. Nothing was called`,
  },
  tooManyArguments: {
    status: 400,
    family: 'caller',
    message: ({ given, unknown, taken }: TooMany) => {
      const what = unknown ? `it has no argument ${listed(unknown)}` : `${given} arguments were given`;
      return `BadTooManyArguments: ${what}, and it takes ${taken.length === 0 ? 'none' : listed(taken)}. Nothing was called`;
    },
  },
  methodOfMany: {
    status: 409,
    family: 'caller',
    message: ({ method, objects }: { method: string; objects: readonly string[] }) =>
      `More than one object has the method ${method}: ${objects.join(', ')}. Say which one is meant. Nothing was called`,
  },
  methodOfNone: {
    status: 404,
    family: 'caller',
    message: ({ method }: { method: string }) =>
      `No object that the server tells of has the method ${method}. Say which one is meant. Nothing was called`,
  },
});

interface TooMany {
  /** How many, where they were given by position. */
  readonly given?: number;
  /** Their names, where they were given by name. */
  readonly unknown?: readonly string[];
  readonly taken: readonly string[];
}
