import { auditErrors } from '../../common/errors.ts';

/** So many tests are allowed in so long, of all people together, in milliseconds. */
const most = 10;
const period = 60_000;

/** Keeps the test of a destination from being a way to try many addresses of the network that Node-RED is in. */
export class TestLimit {
  #times: readonly number[] = [];

  /**
   * @param now milliseconds of a clock that never jumps
   * @throws `audit.tests-too-many`
   */
  enter(now: number): void {
    const recent = this.#times.filter((time) => now - time < period);
    const [first = now] = recent;
    if (recent.length >= most) {
      throw auditErrors.testsTooMany({ seconds: Math.ceil((period - (now - first)) / 1000) });
    }
    this.#times = [...recent, now];
  }
}
