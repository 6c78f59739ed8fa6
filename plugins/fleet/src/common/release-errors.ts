import type { ErrorDeclaration } from '@millwright/schema';

export interface NumberedRelease {
  readonly name: string;
  readonly version: number;
}
export interface Names {
  readonly names: readonly string[];
}

/** Why something with keys, releases, values or deploys of a hub does not go. A row of warnings stands here too. */
export const releaseErrorRows = {
  // Keys.
  hubExists: {
    status: 409,
    family: 'caller',
    message: () => 'This instance is a hub already, and its devices follow its keys',
  },
  hubKeyLost: {
    status: 500,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `The hub's key cannot be read from ${file}, or is not the one that its devices follow: put it back from a backup`,
  },
  rightNeeded: {
    status: 403,
    family: 'caller',
    message: ({ permission }: { readonly permission: string }) =>
      `This takes the permission ${permission} too: ask somebody who has it`,
  },
  passphraseExposed: {
    status: 403,
    family: 'caller',
    message: () =>
      'A passphrase is only taken over HTTPS, or on the machine itself: anybody on the way could have read this one',
  },
  passphraseNeeded: {
    status: 400,
    family: 'caller',
    message: () => 'The release key lies here under a passphrase: say it to sign the release',
  },
  trustUnsigned: {
    status: 409,
    family: 'caller',
    message: () => 'The release key has not signed the trust yet: sign it with the command line first',
  },
  trustNotAsked: {
    status: 409,
    family: 'caller',
    message: () => 'This is not the trust that waits for a signature',
  },
  oneKeyCode: {
    status: 409,
    family: 'caller',
    message: () =>
      'The hub signs releases alone, and function or exec nodes run: whoever may deploy here can ship code to every device',
  },

  // Releases.
  noRelease: {
    status: 404,
    family: 'caller',
    message: ({ name, version }: NumberedRelease) => `There is no release ${name} ${version}`,
  },
  releaseDraft: {
    status: 409,
    family: 'caller',
    message: ({ name, version }: NumberedRelease) => `The release key has not signed ${name} ${version} yet`,
  },
  releaseNotAsked: {
    status: 409,
    family: 'caller',
    message: ({ name, version }: NumberedRelease) =>
      `This is not the manifest of ${name} ${version} that waits for a signature`,
  },
  releaseInUse: {
    status: 409,
    family: 'caller',
    message: ({ name, version, devices }: NumberedRelease & { readonly devices: number }) =>
      `${devices} devices run ${name} ${version} or shall run it`,
  },
  blobMissing: {
    status: 500,
    family: 'world',
    message: ({ digest }: { readonly digest: string }) =>
      `A file of a release is not on the hub's disk any more: ${digest.slice(0, 16)}`,
  },
  noAdopted: {
    status: 404,
    family: 'caller',
    message: ({ device }: { readonly device: string }) =>
      `What was changed on the device "${device}" is not here any more: only the latest changes are kept`,
  },
  credentialsLeft: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) =>
      `Credentials of these nodes are others on the device, where they stay; the release has those of the one that was changed, or none: ${names.join(', ')}`,
  },
  noFlows: {
    status: 409,
    family: 'caller',
    message: () => 'No flows are loaded here, so no release can be made of them',
  },
  noHistory: {
    status: 409,
    family: 'caller',
    message: () => 'Versions are kept by History, which is not installed here or did not start',
  },
  secretLost: {
    status: 500,
    family: 'world',
    message: ({ what }: { readonly what: string }) =>
      `The key that seals ${what} is not on this machine: put it back from a backup, or set it anew`,
  },

  // Modules.
  moduleMissing: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) => `These modules are needed, and not installed here: ${names.join(', ')}`,
  },
  moduleNotPacked: {
    status: 502,
    family: 'world',
    message: ({ folders, reason }: { readonly folders: readonly string[]; readonly reason: string }) =>
      `npm could not pack ${folders.join(', ')}: ${reason}`,
  },
  moduleOther: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) =>
      `The version of History had other modules; those that are installed now are shipped: ${names.join(', ')}`,
  },
  moduleOurs: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) =>
      `A device has to have these packages of Millwright already: ${names.join(', ')}`,
  },
  typeUnknown: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) =>
      `Nothing that is installed here provides these types of nodes: ${names.join(', ')}`,
  },

  // Values.
  valueNeeded: {
    status: 400,
    family: 'caller',
    message: ({ name }: { readonly name: string }) =>
      `${name} has no value, and none is there that could stay`,
  },
  valueTwice: {
    status: 400,
    family: 'caller',
    message: ({ name }: { readonly name: string }) => `${name} stands there twice`,
  },
  valuesInCode: {
    status: 409,
    family: 'caller',
    message: ({ names }: Names) =>
      `The hub's key alone vouches for these values, and function or exec nodes use them: ${names.join(', ')}`,
  },

  // Plans and deploys.
  deviceNew: {
    status: 409,
    family: 'caller',
    message: () => 'Nobody has compared the words of this device yet',
  },
  deviceOut: {
    status: 409,
    family: 'caller',
    message: () => 'This device was shut out',
  },
  restartNeeded: {
    status: 409,
    family: 'caller',
    message: ({ command }: { readonly command: string }) =>
      `The release brings other modules, and nothing starts Node-RED again on this device: start it with ${command}`,
  },
  noPlan: {
    status: 404,
    family: 'caller',
    message: () => 'There is no such plan any more: look at it again before you deploy',
  },
  planOutdated: {
    status: 409,
    family: 'caller',
    message: ({ what }: { readonly what: readonly string[] }) =>
      `Something has changed since the plan was made: ${what.join(', ')}. Look at it again`,
  },
  planStopped: {
    status: 409,
    family: 'caller',
    message: ({ codes }: { readonly codes: readonly string[] }) =>
      `The plan has problems that stop all of it: ${codes.join(', ')}`,
  },
  noReceiver: {
    status: 409,
    family: 'caller',
    message: () => 'None of the devices can get this release',
  },
  deliveryOvertaken: {
    status: 409,
    family: 'world',
    message: ({ name }: { readonly name: string }) =>
      `Something else was wanted of ${name} again and again while this was to be delivered: deploy it once more`,
  },
  deploySent: {
    status: 409,
    family: 'caller',
    message: ({ name, version }: NumberedRelease) =>
      `This deploy of ${name} ${version} does not wait for its signature any more: it has gone out`,
  },
  noDeploy: {
    status: 404,
    family: 'caller',
    message: ({ id }: { readonly id: string }) => `There is no deploy "${id}"`,
  },
} as const satisfies Readonly<Record<string, ErrorDeclaration<never>>>;
