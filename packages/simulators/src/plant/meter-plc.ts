import { SimulatedPlc } from '../modbus/plc.ts';
import { PointMemory } from '../modbus/point-memory.ts';
import { Meter } from './meter.ts';
import { meterPoints, meterPort, meters } from './meter-map.ts';

export interface MeterPlcOptions {
  readonly host?: string;
  /** Default: the demo plant's. 0: the system chooses. */
  readonly port?: number;
  /** The same seed measures the same. */
  readonly seed: number;
  /** How much faster than the world the plant's time passes. */
  readonly speed?: number;
  /** Milliseconds that only ever grow. */
  readonly elapsed?: () => number;
}

/** Milliseconds that one request and its answer take at 9600 baud. */
const delay = 30;

/** Milliseconds for which the gateway waits for a meter that has dropped out: less than its clients give it, so that the others keep their turns. */
const patience = 250;

/** The three energy meters behind their gateway: Modbus RTU over TCP, one slow line, one request at a time. */
export function createMeterPlc(options: MeterPlcOptions): SimulatedPlc {
  const { host, port = meterPort, seed, speed = 1, elapsed = () => performance.now() } = options;
  const all = new Map<number, Meter>(meters.map(({ unit }) => [unit, new Meter(unit, seed)]));
  let played = elapsed();
  const advance = (): void => {
    const now = elapsed();
    for (const meter of all.values()) meter.advance((now - played) * speed);
    played = now;
  };
  return new SimulatedPlc({
    ...(host !== undefined && { host }),
    road: 'rtu-over-tcp',
    port,
    seed,
    units: [...all.keys()],
    bus: { delay, patience, queue: 16 },
    isThere(unit) {
      advance();
      return all.get(unit)?.isThere ?? false;
    },
    memory: (unit) => new PointMemory(meterPoints, { values: () => measured(all.get(unit)) }),
  });
}

function measured(meter: Meter | undefined) {
  return meter?.values() ?? { power: 0, energy: 0 };
}
