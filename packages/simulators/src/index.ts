export { type Command, parseCommand, perform } from './command.ts';
export { simulatorErrors } from './errors.ts';
export type { Fault } from './modbus/faults.ts';
export { type Memory, pattern, patternMemory, pointMemory } from './modbus/memory.ts';
export { type PlcOptions, SimulatedPlc } from './modbus/plc.ts';
export { Filler, packml } from './plant/filler.ts';
export { type FillerTag, fillerPoints, fillerPort, fillerUnit, type Point } from './plant/filler-map.ts';
export { createFillerPlc, type FillerPlcOptions } from './plant/filler-plc.ts';
export { Chance } from './random.ts';
