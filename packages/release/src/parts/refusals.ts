export interface Of {
  readonly digest: string | undefined;
}

const part = ({ digest }: Of): string => (digest === undefined ? 'A part' : `Part ${digest.slice(0, 12)}`);

/** Why a part of a release is refused, where it is made or where it is used. */
export const partRefusals = {
  credentialsInvalid: {
    status: 422,
    family: 'caller',
    message: () => 'The credentials are not what JSON can hold, so they cannot be sealed',
  },
  flowsInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) => `These are no flows: ${reason}`,
  },
  lockInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) =>
      `The lock file does not lay out the modules of the release: ${reason}`,
  },
  moduleAltered: {
    status: 422,
    family: 'caller',
    message: ({ name, version, differs }: Module & { readonly differs: string }) =>
      `The tarball of ${name}@${version} is another one: its ${differs} differs`,
  },
  moduleOwn: {
    status: 422,
    family: 'caller',
    message: ({ names }: Names) =>
      `A release has no packages of Millwright: ${names.join(', ')}. They are updated by their own operation`,
  },
  modulePlatform: {
    status: 422,
    family: 'caller',
    message: ({ names, platform }: Names & { readonly platform: string }) =>
      `These modules do not run on ${platform}: ${names.join(', ')}`,
  },
  moduleScripts: {
    status: 422,
    family: 'caller',
    message: ({ names }: Names) =>
      `These modules need an install script, and no device runs one: ${names.join(', ')}`,
  },
  moduleUnreadable: {
    status: 422,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) => `This is no module as npm packs it: ${reason}`,
  },
  moduleUnsafe: {
    status: 422,
    family: 'caller',
    message: () => 'The tarball of a module has a link, or a path that leads out of its place',
  },
  partBomb: {
    status: 413,
    family: 'caller',
    message: (of: Of) => `${part(of)} unpacks to more than is signed, or allowed`,
  },
  partDamaged: {
    status: 422,
    family: 'caller',
    message: (of: Of) => `${part(of)} cannot be unpacked, or to less than is signed`,
  },
  partLarge: {
    status: 413,
    family: 'caller',
    message: ({ most }: { readonly most: number }) =>
      `A part has more than the ${most.toLocaleString('en-US')} bytes that are read at once`,
  },
} as const;

export interface Module {
  readonly name: string;
  readonly version: string;
}
export interface Names {
  readonly names: readonly string[];
}
