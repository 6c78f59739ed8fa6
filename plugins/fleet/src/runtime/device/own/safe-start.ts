import type { Dispose, Host } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';

/**
 * Why this process was started without its flows: its supervisor says so in the environment, where Node-RED had ended too
 * often in a row. It is no more so once somebody has started them.
 *
 * @see the chapter "Supervisor" of docs/fleet.md
 */
export class SafeStart {
  #isWithoutFlows: boolean;
  readonly #forget: Dispose;

  /** @param onChanged flows were started */
  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    host: Pick<Host, 'onFlowsStarted'>,
    onChanged: () => void,
  ) {
    this.#isWithoutFlows = environment['MILLWRIGHT_SAFE'] === 'crash-loop';
    this.#forget = host.onFlowsStarted(() => {
      if (!this.#isWithoutFlows) return;
      this.#isWithoutFlows = false;
      onChanged();
    });
  }

  get trouble(): Error | undefined {
    return this.#isWithoutFlows ? fleetErrors.crashLoop() : undefined;
  }

  close(): void {
    this.#forget();
  }
}
