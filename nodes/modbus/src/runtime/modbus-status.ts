import { connectionStatus } from '@millwright/plc/runtime';
import type { ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';

/** How a deployed connection fares, and by which road it goes. */
export const modbusStatus = (used: ModbusConnection) => {
  const { id, name, place, ...others } = connectionStatus(used);
  return { id, name, place, road: used.config.road, ...others };
};
