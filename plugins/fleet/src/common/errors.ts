import { defineErrors } from '@millwright/schema';

/** Each room's rows stand together; add yours where they belong. */
export const fleetErrors = defineErrors('fleet', {
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
});
