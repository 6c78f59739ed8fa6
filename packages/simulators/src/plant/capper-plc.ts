import { S7Memory } from '../s7/memory.ts';
import { SimulatedS7Plc } from '../s7/plc.ts';
import { Capper } from './capper.ts';
import { batchLength, capperPort, heads } from './capper-map.ts';
import { packml } from './filler.ts';

export interface CapperPlcOptions {
  readonly host?: string;
  /** Default: the demo plant's. 0: the system chooses. */
  readonly port?: number;
  /** The same seed wears the same. */
  readonly seed: number;
  /** How much faster than the world the plant's time passes. */
  readonly speed?: number;
  /** Milliseconds that only ever grow. */
  readonly elapsed?: () => number;
  /** When the plant's time begins (ms UTC). Default: now. */
  readonly began?: number;
}

/** Bytes of the blocks as `capper-map.ts` lays them out. */
const sizes = { measured: 8 + heads * 4, told: 4 + 2 + batchLength + 12 } as const;
const torqueAt = 8;
const batchAt = 4;
const beganAt = batchAt + 2 + batchLength;

/** The capper behind its PLC. It needs no timer: a read first plays whatever has passed since the one before. */
export function createCapperPlc(options: CapperPlcOptions): {
  readonly plc: SimulatedS7Plc;
  readonly capper: Capper;
} {
  const { host, port = capperPort, seed, speed = 1, elapsed = () => performance.now() } = options;
  const { began = Date.now() } = options;
  const capper = new Capper(seed);
  const memory = new S7Memory({ blocks: { 10: sizes.measured, 20: sizes.told } });
  const [measured, told] = [memory.block(10), memory.block(20)];
  let played = elapsed();

  const scan = (): void => {
    const now = elapsed();
    capper.advance((now - played) * speed);
    played = now;
    const { state, headChange, rejects, torque, torqueSetPoint, batch, batchBegan } = capper.values();
    measured.writeInt16BE(packml[state], 0);
    measured.writeUInt8(headChange ? 1 : 0, 2);
    measured.writeUInt32BE(rejects, 4);
    torque.forEach((each, head) => {
      measured.writeFloatBE(each, torqueAt + head * 4);
    });
    told.writeFloatBE(torqueSetPoint, 0);
    writeText(told, batch);
    writeTime(told, began + batchBegan);
  };
  // As a program does: it takes what it can use, and what it cannot it writes over.
  const written = (): void => {
    capper.setTorque(told.readFloatBE(0));
    capper.begin(textIn(told));
    scan();
  };
  const plc = new SimulatedS7Plc({
    ...(host !== undefined && { host }),
    port,
    memory,
    seed,
    program: { scan, written },
    identity: { module: 'Capper' },
  });
  scan();
  return { plc, capper };
}

function writeText(block: Buffer, text: string): void {
  const bytes = Buffer.from(text.slice(0, batchLength), 'latin1');
  block.fill(0, batchAt + 2, beganAt);
  block.writeUInt8(batchLength, batchAt);
  block.writeUInt8(bytes.length, batchAt + 1);
  bytes.copy(block, batchAt + 2);
}

function textIn(block: Buffer): string {
  const length = Math.min(block.readUInt8(batchAt + 1), batchLength);
  return block.toString('latin1', batchAt + 2, batchAt + 2 + length);
}

/** A DTL, whose first day of the week is Sunday. @see STEP 7 manual, data type DTL */
function writeTime(block: Buffer, time: number): void {
  const date = new Date(time);
  block.writeUInt16BE(date.getUTCFullYear(), beganAt);
  const rest = [
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCDay() + 1,
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  rest.forEach((each, index) => {
    block.writeUInt8(each, beganAt + 2 + index);
  });
  block.writeUInt32BE(date.getUTCMilliseconds() * 1_000_000, beganAt + 8);
}
