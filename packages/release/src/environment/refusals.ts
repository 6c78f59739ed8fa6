export interface Named {
  readonly name: string;
}

/** Why environment values do not fit. No message has a value: it may be a secret. */
export const environmentRefusals = {
  environmentConflict: {
    status: 409,
    family: 'caller',
    message: ({ name, labels: [one, other] }: Named & { readonly labels: readonly [string, string] }) =>
      `The labels ${one} and ${other} have different values of ${name}`,
  },
  environmentMixed: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) =>
      `The environment value ${name} is sealed and not signed, or signed and not sealed`,
  },
  environmentName: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) => `No environment value can have the name ${name}, or it stands there twice`,
  },
  environmentSecret: {
    status: 422,
    family: 'caller',
    message: ({ name }: Named) => `${name} is a secret in the flows, and its value for the device is none`,
  },
  environmentValue: {
    status: 422,
    family: 'caller',
    message: ({ name, reason }: Named & { readonly reason: string }) =>
      `The environment value ${name} cannot be used: ${reason}`,
  },
} as const;
