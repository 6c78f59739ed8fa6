/** What can be done to the program of a CPU. `restart` begins with the retentive data, `cold-restart` with none. */
export type CpuAction = 'stop' | 'restart' | 'cold-restart';

/** A service of the program: its name, behind how many letters that has. */
const program = [0x09, 0x50, 0x5f, 0x50, 0x52, 0x4f, 0x47, 0x52, 0x41, 0x4d] as const;

const start = [0x28, 0, 0, 0, 0, 0, 0, 0xfd] as const;

/** The argument of a cold restart: "C ". */
const cold = [0x43, 0x20] as const;

/** From the code of the function on. @see Wireshark's dissector of S7comm, `s7comm.param.pistart` and function 0x29 */
const parameters: Readonly<Record<CpuAction, readonly number[]>> = {
  stop: [0x29, 0, 0, 0, 0, 0, ...program],
  restart: [...start, 0, 0, ...program],
  'cold-restart': [...start, 0, cold.length, ...cold, ...program],
};

/** The parameter of a job that does it. */
export function parameterOf(action: CpuAction): Uint8Array {
  return Uint8Array.from(parameters[action]);
}

/** What a CPU says behind the code of the function where it is in this mode already. */
const already = { stop: 0x07, start: 0x02 } as const;

export function isAlready(action: CpuAction, said: number): boolean {
  return said === (action === 'stop' ? already.stop : already.start);
}
