import type { Cpu } from './cpu.ts';
import { cpuError } from './cpu.ts';
import type { S7Memory } from './memory.ts';
import { type ItemAnswer, jobs, kind, type Message } from './message.ts';
import type { Protection } from './protection.ts';
import type { Program, S7Settings } from './settings.ts';
import {
  type Asked,
  itemCode,
  readBrought,
  readItems,
  readVariable,
  refusal,
  writeVariable,
} from './variables.ts';

/** What a job is done with. */
export interface Workplace {
  readonly memory: S7Memory;
  readonly settings: S7Settings;
  readonly program: Program;
  readonly cpu: Cpu;
}

const none = new Uint8Array();

export function refused(reference: number, error: number): Message {
  return { kind: kind.acknowledge, reference, parameter: none, data: none, error };
}

/** A job is refused as a whole, or its items are there to be answered. */
export function itemsOf(
  request: Message,
  { settings }: Workplace,
): readonly Asked[] | { readonly error: number } {
  const asked = readItems(Buffer.from(request.parameter));
  if (!settings.putGet) return { error: cpuError.notAvailable };
  if (asked.length <= settings.items) return asked;
  return settings.moreItems === 'refuse' ? { error: cpuError.tooLong } : asked.slice(0, settings.items);
}

/** How many items a request names. */
function askedOf({ parameter }: Message): number {
  return parameter[1] ?? 0;
}

function isOptimized(asked: Asked, settings: S7Settings): boolean {
  return 'area' in asked && asked.area === 'DB' && settings.optimized.includes(asked.db);
}

export function read(
  request: Message,
  items: readonly Asked[],
  { memory, settings, program }: Workplace,
): Message {
  program.scan?.();
  const answers = items.map(
    (asked): ItemAnswer =>
      isOptimized(asked, settings) ? refusal(settings.optimizedCode) : readVariable(memory, asked),
  );
  return {
    kind: kind.answer,
    reference: request.reference,
    parameter: Uint8Array.of(jobs.read, answers.length),
    data: none,
    items: answers,
    asked: askedOf(request),
  };
}

export function write(
  request: Message,
  items: readonly Asked[],
  { memory, settings, program }: Workplace,
): Message {
  const brought = readBrought(Buffer.from(request.data), items.length);
  const codes = items.map((asked, index) => {
    const bytes = brought[index];
    if (!bytes) return itemCode.inconsistent;
    if (isOptimized(asked, settings)) return settings.optimizedCode;
    const objection = 'area' in asked ? program.refuse?.(asked, bytes.data) : undefined;
    const code = objection ?? writeVariable(memory, asked, bytes);
    if (code === itemCode.good && 'area' in asked) program.written?.(asked);
    return code;
  });
  return {
    kind: kind.answer,
    reference: request.reference,
    parameter: Uint8Array.of(jobs.write, codes.length),
    data: Uint8Array.from(codes),
    asked: askedOf(request),
  };
}

/** What is answered where a CPU is already as it was asked to be. */
const already = { running: 0x02, stopped: 0x07 } as const;

/** Stops or starts the CPU. */
export function control(request: Message, { cpu }: Workplace, protection: Protection): Message {
  if (!protection.mayWrite()) return refused(request.reference, cpuError.needsPassword);
  const [job = 0] = request.parameter;
  const starts = job === jobs.start;
  const answer = (...parameter: readonly number[]): Message => ({
    kind: kind.answer,
    reference: request.reference,
    parameter: Uint8Array.from(parameter),
    data: none,
  });
  if (cpu.running === starts) return answer(job, starts ? already.running : already.stopped);
  cpu.running = starts;
  // A cold start says so with the letter C in the block of its arguments.
  if (starts) cpu.lastStart = Buffer.from(request.parameter).includes('C ', 0, 'latin1') ? 'cold' : 'warm';
  return answer(job);
}

/** Agrees to the smaller of what is asked for and what there is. */
export function setUp(
  request: Message,
  { settings }: Workplace,
): { readonly answer: Message; readonly pdu: number } {
  const asked = Buffer.from(request.parameter);
  const pdu = Math.min(asked.readUInt16BE(6), settings.pdu);
  const calling = Math.min(asked.readUInt16BE(2), settings.jobs);
  const called = Math.min(asked.readUInt16BE(4), settings.jobs);
  const parameter = Buffer.from([
    jobs.setUp,
    0,
    calling >> 8,
    calling & 0xff,
    called >> 8,
    called & 0xff,
    0,
    0,
  ]);
  parameter.writeUInt16BE(pdu, 6);
  return { answer: { kind: kind.answer, reference: request.reference, parameter, data: none }, pdu };
}
