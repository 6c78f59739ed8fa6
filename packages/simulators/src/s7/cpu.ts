import { type Identity, usualIdentity } from './identity.ts';

/** Why a CPU does not do what a client asks for. @see Wireshark's dissector of S7comm, `s7comm.param.errcod` */
export const cpuError = {
  notAvailable: 0x8104,
  tooLong: 0x8500,
  unknownList: 0xd401,
  unknownIndex: 0xd402,
  unknownBlock: 0xd209,
  needsPassword: 0xd241,
  wrongPassword: 0xd602,
  noPasswordToClear: 0xd604,
  noPasswordHere: 0xd605,
} as const;

/** What a CPU is and does, besides its memory. */
export class Cpu {
  running = true;
  /** How the last start was asked for. */
  lastStart: 'warm' | 'cold' | undefined;
  readonly identity: Identity;
  /** Milliseconds that its clock is ahead of the machine's. */
  #ahead = 0;
  readonly #now: () => number;

  constructor(now: () => number, identity: Partial<Identity> = {}) {
    this.#now = now;
    this.identity = { ...usualIdentity, ...identity };
  }

  /** What its clock shows, as milliseconds of UTC: it knows no zone. */
  get time(): number {
    return this.#now() + this.#ahead;
  }

  set time(milliseconds: number) {
    this.#ahead = milliseconds - this.#now();
  }
}
