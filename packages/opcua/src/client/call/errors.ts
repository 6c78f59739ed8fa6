import { defineErrors } from '@millwright/schema';

/** Why nobody can tell on which object a method is to be called. */
export const methodErrors = defineErrors('opcua', {
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
