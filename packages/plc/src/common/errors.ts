/** What the routes of every pack refuse, for its own table of errors. */
export const connectionErrors = {
  connectionUnknown: {
    status: 404,
    family: 'caller',
    message: () => 'This connection is not deployed, or it cannot work as it is set',
  },
  testTooOften: {
    status: 429,
    family: 'caller',
    message: ({ retryAfter }: { retryAfter: number }) =>
      `Connections are tested one at a time, and ten times a minute at most. Try again in ${retryAfter} s`,
  },
  unsetVariable: {
    status: 400,
    family: 'caller',
    message: ({ name }: { name: string }) => `The environment variable ${name} is not set here`,
  },
} as const;
