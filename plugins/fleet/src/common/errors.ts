import { defineErrors } from '@millwright/schema';
import { hubErrorRows } from './hub-errors.ts';
import { releaseErrorRows } from './release-errors.ts';

/** Each room's rows stand together; add yours where they belong. */
export const fleetErrors = defineErrors('fleet', {
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
