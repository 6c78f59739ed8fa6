import { tagErrors, type WriteResult } from '@millwright/tags';
import type { ModbusClient } from '../client.ts';
import type { PerformOptions } from '../client-options.ts';
import { modbusErrors } from '../errors.ts';
import { exceptionCode, exceptionOf } from '../pdu/exceptions.ts';
import type { Done, RequestOf } from '../pdu/request.ts';
import { packRegisters, word } from '../pdu/words.ts';
import { maskRegister } from '../pdu/write.ts';
import type { PlannedWrite } from './write-plan.ts';
import {
  broadcastResult,
  confirmedResult,
  failedResult,
  unverifiedResult,
  verifiedResult,
} from './write-result.ts';

export interface WriterOptions {
  readonly client: ModbusClient;
  readonly unit: number;
  /** Whether a bit may be written by reading its register and writing it back, where the unit cannot do it itself. */
  readonly readModifyWrite: boolean;
  /** The unit knows function code 16, but not 6. */
  readonly multipleOnly: boolean;
}

export interface Written {
  readonly results: readonly WriteResult[];
  /** Why it was not confirmed. */
  readonly error?: unknown;
}

/** Sends writes and says what became of each value. Nothing is ever sent twice. */
export class Writer {
  readonly #options: WriterOptions;
  /** The unit has said that it does not know function code 22. */
  #cannotMask = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** It never rejects. */
  async write(planned: PlannedWrite, verify: boolean, options: PerformOptions): Promise<Written> {
    const { items } = planned;
    let confirmed: Done;
    try {
      confirmed = await this.#perform(planned, options);
    } catch (error) {
      const names = items.map(({ member }) => member.tag.name);
      const results = items.map(({ member, written }) => {
        const { name } = member.tag;
        return failedResult(
          name,
          written,
          error,
          names.filter((other) => other !== name),
        );
      });
      return { results, error };
    }
    if (confirmed.broadcast) return { results: items.map(broadcastResult) };
    if (!verify) return { results: items.map(confirmedResult) };
    const results = await this.#readBack(planned, options);
    const other = results.find(({ outcome }) => outcome === 'failed');
    if (other === undefined) return { results };
    const { tag, value, text = String(value) } = other;
    return { results, error: tagErrors.readBackDiffers({ tag, value: text }) };
  }

  async #perform(planned: PlannedWrite, options: PerformOptions): Promise<Done> {
    const { request, items, start, length } = planned;
    const { client, unit } = this.#options;
    const checkStep = items[0]?.checkStep;
    if (checkStep && (request.do === 'write-register' || request.do === 'write-registers')) {
      const read = { do: 'read', area: 'holding-register', address: start, quantity: length } as const;
      const checked = (data: Uint8Array): typeof request => {
        checkStep(data, start);
        return request;
      };
      return client.modify(unit, read, checked, options);
    }
    if (request.do !== 'mask-register') return client.perform(unit, request, options);
    if (!this.#cannotMask) {
      try {
        return await client.perform(unit, request, options);
      } catch (error) {
        if (exceptionOf(error) !== exceptionCode.illegalFunction) throw error;
        // Where there is no other way it is asked each time: another device may stand there one day.
        this.#cannotMask = this.#options.readModifyWrite;
      }
    }
    return this.#modify(planned, request, options);
  }

  async #modify(
    { items }: PlannedWrite,
    { address, and, or }: RequestOf<'mask-register'>,
    options: PerformOptions,
  ): Promise<Done> {
    const { client, unit, readModifyWrite, multipleOnly } = this.#options;
    if (!readModifyWrite) {
      throw modbusErrors.bitWriteUnsupported({ tag: items[0]?.member.tag.name ?? '' });
    }
    const read = { do: 'read', area: 'holding-register', address, quantity: 1 } as const;
    const write = (value: number): RequestOf<'write-register' | 'write-registers'> =>
      multipleOnly
        ? { do: 'write-registers', address, data: packRegisters([value]) }
        : { do: 'write-register', address, value };
    return client.modify(unit, read, (data) => write(maskRegister(word(data, 0), and, or)), options);
  }

  /** Before whatever else waits, and never from a read that was already on its way when the write was. */
  async #readBack(planned: PlannedWrite, options: PerformOptions): Promise<readonly WriteResult[]> {
    const { client, unit } = this.#options;
    const { items, area, start, length } = planned;
    const read = { do: 'read', area, address: start, quantity: length } as const;
    try {
      const { data } = await client.perform(unit, read, { ...options, lane: 'write' });
      return items.map((item) => verifiedResult(item, data, start));
    } catch (error) {
      const cause = tagErrors.outcomeUnknown.is(error) ? error.cause : error;
      return items.map((item) => unverifiedResult(item, cause));
    }
  }
}
