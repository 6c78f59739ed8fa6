import { defineErrors } from '@millwright/schema';
import { hubErrorRows } from './hub-errors.ts';
import { releaseErrorRows } from './release-errors.ts';
import { roadErrorRows } from './road-errors.ts';

/** Each room's rows stand together; add yours where they belong. */
export const fleetErrors = defineErrors('fleet', {
  // What a device meets.
  alreadyEnrolled: {
    status: 409,
    family: 'caller',
    message: ({ hub }: { readonly hub: string }) =>
      `This instance is a device of ${hub} already. It has to leave it first`,
  },
  adoptionLarge: {
    status: 413,
    family: 'caller',
    message: ({ most }: { readonly most: number }) =>
      `The flows of the device are too large to be taken over: at most ${megabytes(most)} MB, and less where they hardly compress`,
  },
  blobLost: {
    status: 500,
    family: 'world',
    message: ({ digest }: { readonly digest: string }) =>
      `A part of the release that was fetched is gone from the disk (${digest.slice(0, 16)}…)`,
  },
  counterDamaged: {
    status: 500,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `The numbers of this device's reports cannot be read (${file}). Put the file back from a backup, or enrol the device anew`,
  },
  crashLoop: {
    status: 409,
    family: 'caller',
    message: () =>
      'Node-RED ended too often in a row, so its supervisor has started it without flows. Mend them, then deploy',
  },
  diskFull: {
    status: 507,
    family: 'world',
    message: ({ needed, free }: { readonly needed?: number; readonly free?: number }) =>
      needed === undefined || free === undefined
        ? 'The disk of the device is full'
        : `The release needs ${megabytes(needed)} MB on the disk, and ${megabytes(free)} MB are free`,
  },
  enrolling: {
    status: 409,
    family: 'caller',
    message: () => 'This instance is being enrolled already',
  },
  flowsAltered: {
    status: 422,
    family: 'world',
    message: ({ expected, found }: { readonly expected: string; readonly found: string }) =>
      `The flows of the release have revision ${found.slice(0, 16)}…, not ${expected.slice(0, 16)}… as it says`,
  },
  halfSwitched: {
    status: 500,
    family: 'world',
    message: () => 'What lies on the disk may be half of one version and half of another, or cannot be read',
  },
  hubForeign: {
    status: 502,
    family: 'world',
    message: ({ hub, reason }: HubRefused) =>
      `What answers at ${hub} is not the hub (${reason}), but something in front of it, such as a proxy with a log-in or a limit of its own, or another server. It has to let everything below /millwright/fleet/device/ through`,
  },
  hubRefused: {
    status: 502,
    family: 'world',
    message: ({ hub, reason }: HubRefused) => `${hub} says: ${reason}`,
  },
  hubRemovedIt: {
    status: 502,
    family: 'world',
    message: ({ hub }: HubRefused) =>
      `What answers at ${hub} does not know this device: it was removed there, or another hub answers at this address. Its flows run on. Look at the hub before you leave the fleet and enrol anew`,
  },
  hubShutItOut: {
    status: 502,
    family: 'world',
    message: ({ hub }: HubRefused) =>
      `${hub} has shut this device out: it takes nothing from it, and sends it nothing. Its flows run on. To come back, leave the hub here and enrol with a new code`,
  },
  hubUnclear: {
    status: 502,
    family: 'world',
    message: ({ hub, reason }: { readonly hub: string; readonly reason: string }) =>
      `What ${hub} answers is not what a hub says: ${reason}`,
  },
  hubUnreachable: {
    status: 502,
    family: 'world',
    message: ({ hub, reason }: { readonly hub: string; readonly reason: string }) =>
      `${hub} cannot be reached: ${reason}`,
  },
  identityDamaged: {
    status: 500,
    family: 'world',
    message: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `What this device is cannot be read (${file}: ${reason}). Its flows run on. Put the file back from a backup, or enrol the device anew`,
  },
  keysLost: {
    status: 500,
    family: 'world',
    message: ({ directory }: { readonly directory: string }) =>
      `The keys of this device cannot be read (${directory}). Its flows run on. Put them back from a backup, or enrol the device anew`,
  },
  lockInvalid: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { readonly reason: string }) => `"Not now" was not said as it has to be: ${reason}`,
  },
  modulesNotInstalled: {
    status: 502,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `npm could not install the modules of the release: ${reason}`,
  },
  modulesOther: {
    status: 500,
    family: 'world',
    message: ({ place }: { readonly place: string }) =>
      `npm left something else at ${place} than the lock file of the release says`,
  },
  notCompared: {
    status: 500,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `Credentials and modules on this device cannot be compared with its release, so changes of them are not told: ${reason}`,
  },
  notEnrolled: {
    status: 409,
    family: 'caller',
    message: () => 'This instance is no device of a hub',
  },
  npmMissing: {
    status: 500,
    family: 'world',
    message: () =>
      'npm was not found, neither beside Node-RED nor beside Node.js, so no modules can be installed',
  },
  changingOver: {
    status: 409,
    family: 'caller',
    message: () => 'A release is being changed over to. Wait until that is done',
  },
  // The road.
  formatUnknown: {
    status: 409,
    family: 'caller',
    message: ({ format, spoken, behind }: UnknownFormat) =>
      `Format ${format} of the road is not spoken here, but ${spoken.join(' and ')}: the ${behind} has to be updated`,
  },
  notAHub: {
    status: 409,
    family: 'caller',
    message: () => 'This instance is no hub yet: set up its keys first',
  },
  noDevice: {
    status: 404,
    family: 'caller',
    message: ({ device }: { readonly device: string }) => `There is no device "${device}"`,
  },
  ...hubErrorRows,
  ...roadErrorRows,
  ...releaseErrorRows,

  // What runs on a device.
  alreadyADevice: {
    status: 409,
    family: 'caller',
    message: () => 'This Node-RED is a device already: leave its hub first',
  },
  flowsStopped: {
    status: 409,
    family: 'world',
    message: () => 'Somebody has stopped the flows on this device, so the new ones did not start either',
  },
  journalMissing: {
    status: 500,
    family: 'world',
    message: ({ directory }: { readonly directory: string }) =>
      `The journal of this device is gone from ${directory}. The flows run as they are; nothing is begun until it leaves its fleet and is enrolled anew`,
  },
  journalUnreadable: {
    status: 500,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `The journal of this device cannot be read (${reason}). The flows run as they are; nothing is begun`,
  },
  modulesMissing: {
    status: 502,
    family: 'world',
    message: ({ modules }: { readonly modules: string }) =>
      `Node-RED did not start the flows: modules are missing (${modules})`,
  },
  nothingToCompare: {
    status: 409,
    family: 'caller',
    message: () => 'No release has come through on this device yet, so there is nothing to compare with',
  },
  notTakenUp: {
    status: 500,
    family: 'bug',
    message: ({ reason }: { readonly reason: string }) =>
      `What this device was doing when Node-RED ended cannot be taken up (${reason}). The flows run as they are; nothing is begun`,
  },
  otherProcess: {
    status: 409,
    family: 'world',
    message: ({ directory }: { readonly directory: string }) =>
      `Another Node-RED runs from ${directory} and is the device. This one runs the flows as they are, and neither hears nor tells the hub anything. End one of the two`,
  },
  safeMode: {
    status: 502,
    family: 'world',
    message: () => 'Node-RED was started in safe mode, so it does not start flows',
  },
  startUnderWay: {
    status: 502,
    family: 'world',
    message: () => 'An earlier start of flows in this Node-RED has not come to its end',
  },
  typesMissing: {
    status: 502,
    family: 'world',
    message: ({ types }: { readonly types: string }) =>
      `Node-RED did not start the flows: nothing provides some of their types of nodes (${types})`,
  },
  slotDamaged: {
    status: 500,
    family: 'world',
    message: ({ slot, file }: { readonly slot: string; readonly file: string }) =>
      `The version in slot "${slot}" is damaged on the disk (${file})`,
  },
  slotIncomplete: {
    status: 500,
    family: 'world',
    message: ({ slot }: { readonly slot: string }) =>
      `The version in slot "${slot}" is not complete on the disk`,
  },
});

/** A message of a format that this side of the road does not speak. */
export interface UnknownFormat {
  readonly format: number;
  /** Those that it speaks, the highest first. */
  readonly spoken: readonly number[];
  /** Which side is the older one. */
  readonly behind: 'hub' | 'device';
}

/** What a device was told when it asked its hub. */
export interface HubRefused {
  readonly hub: string;
  readonly status: number;
  readonly reason: string;
  /** The hub's own code: of this package's tables, or of a newer one. */
  readonly code?: string;
  /** Not before so many milliseconds. */
  readonly again?: number;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
