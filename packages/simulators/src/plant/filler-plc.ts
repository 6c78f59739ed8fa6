import { SimulatedPlc } from '../modbus/plc.ts';
import { PointMemory } from '../modbus/point-memory.ts';
import { Filler } from './filler.ts';
import { fillerPoints, fillerPort, fillerUnit } from './filler-map.ts';

export interface FillerPlcOptions {
  readonly host?: string;
  /** Default: the demo plant's. 0: the system chooses. */
  readonly port?: number;
  /** The same seed plays the same shift. */
  readonly seed: number;
  /** How much faster than the world the plant's time passes. */
  readonly speed?: number;
  /** Milliseconds that only ever grow. */
  readonly elapsed?: () => number;
}

/** The filler behind its PLC. It needs no timer: a read first plays whatever has passed since the one before. */
export function createFillerPlc(options: FillerPlcOptions): {
  readonly plc: SimulatedPlc;
  readonly filler: Filler;
} {
  const { host, port = fillerPort, seed, speed = 1, elapsed = () => performance.now() } = options;
  const filler = new Filler(seed);
  let played = elapsed();
  const memory = new PointMemory(fillerPoints, {
    values: () => {
      const now = elapsed();
      filler.advance((now - played) * speed);
      played = now;
      return filler.values();
    },
    accepts: (values) => filler.accepts(values),
    take: (values) => filler.take(values),
  });
  const plc = new SimulatedPlc({ ...(host !== undefined && { host }), port, memory, units: [fillerUnit] });
  return { plc, filler };
}
