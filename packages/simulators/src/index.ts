export { type Command, parseCommand, perform } from './command.ts';
export { simulatorErrors } from './errors.ts';
export type { BusOptions } from './modbus/bus.ts';
export type { Fault } from './modbus/faults.ts';
export { type Memory, pattern, patternMemory, writablePatternMemory } from './modbus/memory.ts';
export { type PlcOptions, SimulatedPlc } from './modbus/plc.ts';
export { type Machine, PointMemory } from './modbus/point-memory.ts';
export { identity, queued } from './modbus/unit.ts';
export { type CapperTag, capperPoints, capperPort, capperRack, capperSlot } from './plant/capper-map.ts';
export { type CapperPlcOptions, createCapperPlc } from './plant/capper-plc.ts';
export { Filler, packml } from './plant/filler.ts';
export {
  type FillerSetPoint,
  type FillerTag,
  fillerPoints,
  fillerPort,
  fillerUnit,
} from './plant/filler-map.ts';
export { createFillerPlc, type FillerPlcOptions } from './plant/filler-plc.ts';
export { Meter } from './plant/meter.ts';
export { type MeterTag, type MeterUnit, meterPoints, meterPort, meters } from './plant/meter-map.ts';
export { createMeterPlc, type MeterPlcOptions } from './plant/meter-plc.ts';
export { Palletiser } from './plant/palletiser.ts';
export {
  palletiserAddress,
  palletiserMethods,
  palletiserNamespace,
  palletiserNodes,
  palletiserObject,
  palletiserPort,
} from './plant/palletiser-map.ts';
export type { Point } from './plant/point.ts';
export { Chance } from './random.ts';
export { readSyslog, type SyslogMessage } from './syslog/message.ts';
export { SyslogReceiver, type SyslogReceiverOptions } from './syslog/receiver.ts';
export { syslogPort } from './usage.ts';
