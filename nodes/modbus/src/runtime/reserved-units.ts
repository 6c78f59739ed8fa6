import { isReservedUnit } from '@millwright/modbus';
import type { Log } from '@millwright/runtime';
import { lineRoads, type Road } from '../common/roads.ts';

/** Warns of units that a line does not have by the specification, once of each. They are asked all the same: some devices have them. */
export class ReservedUnits {
  readonly #isLine: boolean;
  readonly #log: Pick<Log, 'warn'>;
  readonly #said = new Set<number>();

  constructor(road: Road, log: Pick<Log, 'warn'>) {
    this.#isLine = lineRoads.some((each) => each === road);
    this.#log = log;
  }

  note(unit: number): void {
    if (!this.#isLine || !isReservedUnit(unit) || this.#said.has(unit)) return;
    this.#said.add(unit);
    this.#log.warn(
      `Unit ${unit} is one that Modbus reserves on a line (248 to 255). It is used all the same; should the device be silent, give it a unit id from 1 to 247`,
    );
  }
}
