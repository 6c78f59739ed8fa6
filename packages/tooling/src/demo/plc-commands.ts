/** Of the demo's user directory: what is appended to it tells the line's PLC something. */
export const plcCommands = 'plc.commands';
