import {
  type Answer,
  answerFrom,
  exceptionCode,
  type IdentificationObject,
  identificationPart,
  packRegisters,
  type Request,
} from '@millwright/modbus';
import { Files } from './files.ts';
import type { Memory } from './memory.ts';

const texts = ['Millwright', 'SIM', '1.0', 'https://example.org', 'Simulated PLC', 'Pattern'] as const;

/** What every simulated unit says of itself, up to the regular level. @see MODBUS Application Protocol V1.1b3, section 6.21 */
export const identity: readonly IdentificationObject[] = texts.map((text, id) => ({
  id,
  value: new TextEncoder().encode(text),
}));

/** The queue that stands at address 0: four registers. */
export const queued: readonly number[] = [7, 77, 777, 7_777];

const runs = 0xff;

/** One unit: it answers every function that Modbus has for data, files, queues and what a device is. */
export class SimulatedUnit {
  readonly #memory: Memory;
  readonly #files = new Files(3);

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  answer(request: Request): Answer {
    switch (request.do) {
      case 'read-file':
        return this.#files.read(request.records);
      case 'write-file':
        return this.#files.write(request.records);
      case 'read-queue':
        return request.address === 0
          ? { data: packRegisters(queued) }
          : { exception: exceptionCode.illegalDataAddress };
      case 'report-server-id':
        return { data: Uint8Array.of(...new TextEncoder().encode('millwright'), runs) };
      case 'read-identification':
        return identificationPart(identity, request);
      default:
        return answerFrom(this.#memory, request);
    }
  }
}
