import { defineErrors, formatProblem, type Problem } from '@millwright/schema';

/** Why a delivery did not end with its release running, or the machine cannot go on. Each outcome carries one of these as data. */
export const rolloutErrors = defineErrors('rollout', {
  belowFloor: {
    status: 409,
    family: 'caller',
    message: ({ version, floor }: { readonly version: number; readonly floor: number }) =>
      `Version ${version} is older than the oldest one that this device still takes (${floor})`,
  },
  blocked: {
    status: 502,
    family: 'world',
    message: () => 'The flows kept Node-RED so busy that it had to be ended',
  },
  crashed: {
    status: 502,
    family: 'world',
    message: () => 'Node-RED ended by itself while the new flows started or were watched',
  },
  desiredInvalid: {
    status: 500,
    family: 'bug',
    message: ({ problems }: { readonly problems: readonly Problem[] }) =>
      `What the hub wants was not handed in as it should be (${problems.map(formatProblem).join('; ')}). Nothing was changed`,
  },
  driftPersists: {
    status: 409,
    family: 'world',
    message: ({ reverts }: { readonly reverts: number }) =>
      `The flows were changed again after each of ${reverts} times that they were put back, so they are left as they are`,
  },
  failed: {
    status: 502,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) => `It could not be done: ${reason}`,
  },
  journalDamaged: {
    status: 500,
    family: 'world',
    message: ({ problems }: { readonly problems: readonly Problem[] }) =>
      `The journal of this device cannot be read (${problems.map(formatProblem).join('; ')}). The flows stay as they are. Set the file aside and begin a new journal; the hub then has to name the floors again`,
  },
  journalUnknownFormat: {
    status: 409,
    family: 'caller',
    message: ({ known }: { readonly known: number }) =>
      `The journal of this device was not written in format ${known}, the only one that this version knows. Run the version that wrote it`,
  },
  killed: {
    status: 502,
    family: 'world',
    message: ({ signal }: { readonly signal: string }) =>
      `Node-RED was ended from outside (${signal}) while the new flows started or were watched`,
  },
  loop: {
    status: 502,
    family: 'world',
    message: ({ transitions }: { readonly transitions: number }) =>
      `Given up after ${transitions} steps that led nowhere`,
  },
  noAnswer: {
    status: 504,
    family: 'world',
    message: ({ phase, seconds }: { readonly phase: string; readonly seconds: number }) =>
      `Nothing came of ${phase} within ${seconds} s`,
  },
  nothingToGoBackTo: {
    status: 502,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `No version that could be gone back to is whole on the disk any more, or comes up as it was, so what lay there was started. It had to be gone back because: ${reason}`,
  },
  otherRevision: {
    status: 502,
    family: 'world',
    message: ({ expected, running }: { readonly expected: string; readonly running: string }) =>
      `Node-RED runs revision ${running}, not ${expected}`,
  },
  quarantined: {
    status: 409,
    family: 'caller',
    message: ({ times }: { readonly times: number }) =>
      `This very release has failed on this device ${times} times with these values. Change a value, make another version of it, or pardon it on the device`,
  },
  restartNeeded: {
    status: 409,
    family: 'caller',
    message: () =>
      'Its modules differ from those that Node-RED found when it started, which takes a restart, and nothing restarts this Node-RED. Run it under `millwright supervise`',
  },
  startLoop: {
    status: 502,
    family: 'world',
    message: ({ starts }: { readonly starts: number }) =>
      `Started ${starts} times, and never came through to the end of the health window`,
  },
  superseded: {
    status: 409,
    family: 'caller',
    message: ({ by }: { readonly by: string }) =>
      `The hub wanted something newer before it was done (job ${by})`,
  },
  uncaught: {
    status: 502,
    family: 'world',
    message: ({ error }: { readonly error: string }) =>
      `An error that nothing caught ended Node-RED while the new flows started or were watched: ${error}`,
  },
  unhealthy: {
    status: 502,
    family: 'world',
    message: ({ reasons }: { readonly reasons: readonly Finding[] }) =>
      `Not healthy: ${reasons.map(({ code, subject }) => (subject === undefined ? code : `${code} (${subject})`)).join(', ')}`,
  },
});

/** What a look at the health found wrong: a code, and what it is about where that is one thing (a node type, a connection). */
export interface Finding {
  readonly code: string;
  readonly subject?: string | undefined;
}
