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
