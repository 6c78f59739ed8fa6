import { ServerTCP } from 'modbus-serial';

// The memory that every peer serves: each value tells where it stands.
const size = 2500;
const within = (value) => (address) => {
  if (address >= size) throw Object.assign(new Error('beyond the last address'), { modbusErrorCode: 2 });
  return value(address);
};

new ServerTCP(
  {
    getHoldingRegister: within((address) => address),
    getInputRegister: within((address) => 0xffff - address),
    getCoil: within((address) => address % 2 === 0),
    getDiscreteInput: within((address) => address % 3 === 0),
  },
  { host: '127.0.0.1', port: Number(process.argv[2]), unitID: 1 },
);
process.stdin.resume().once('end', () => process.exit(0));
