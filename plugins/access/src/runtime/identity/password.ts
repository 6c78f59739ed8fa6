import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { accessErrors } from '../../common/errors.ts';

/**
 * OWASP's choice for scrypt: 32 MiB and about 100 ms for each try.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const cost = { logN: 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;
/** More than the 32 MiB that it takes. */
const maxmem = 128 * 1024 * 1024;

const phc =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/;

/** Longer ones are refused by the routes; at log-in nobody has to hash megabytes. */
const longest = 256;

/**
 * Hashes passwords one at a time: several at once would take memory and processor time from the flows. Those that wait
 * are few, so that a flood of log-ins ends: whoever comes when there are too many is told so, which says nothing about
 * their password and counts against nobody.
 */
export class Passwords {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #mostWaiting: number;

  constructor(mostWaiting = 30) {
    this.#mostWaiting = mostWaiting;
  }

  /** So many wait that no other is tried. */
  get isBusy(): boolean {
    return this.#waiting >= this.#mostWaiting;
  }

  /** @returns a PHC string: method, cost, salt and hash */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const hash = await this.#inTurn(() => derive(password, salt, hashBytes, cost));
    const { logN, r, p } = cost;
    return `$scrypt$ln=${logN},r=${r},p=${p}$${encode(salt)}$${encode(hash)}`;
  }

  /**
   * Whether it is the password. Without a hash the answer is no, and takes as long as a try with one: nobody can tell
   * from the time whether there is somebody of a name.
   *
   * @throws `access.busy`; never where {@link isBusy} was false just before
   */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    if (this.isBusy) throw accessErrors.busy();
    if (password.length > longest) return false;
    const parts = hash === undefined ? undefined : phc.exec(hash);
    if (!parts) {
      await this.#inTurn(() => derive(password, nobody, hashBytes, cost));
      return false;
    }
    const [, logN, r, p, salt = '', expected = ''] = parts;
    const wanted = Buffer.from(expected, 'base64');
    const given = { logN: Number(logN), r: Number(r), p: Number(p) };
    const found = await this.#inTurn(() =>
      derive(password, Buffer.from(salt, 'base64'), wanted.length, given),
    );
    return timingSafeEqual(found, wanted);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const turn = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

const nobody = randomBytes(saltBytes);

/** Without padding, as PHC strings have it. */
const encode = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** What can be typed in two ways, such as é, is one and the same password. */
function derive(
  password: string,
  salt: Buffer,
  length: number,
  { logN, r, p }: typeof cost,
): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** logN, r, p, maxmem };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
