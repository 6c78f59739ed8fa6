import { Server } from 'node:net';
import modbus from 'jsmodbus';

// The memory that every peer serves: each value tells where it stands.
const size = 2500;
const holding = Buffer.alloc(size * 2);
const input = Buffer.alloc(size * 2);
const coils = Buffer.alloc(Math.ceil(size / 8));
const discrete = Buffer.alloc(Math.ceil(size / 8));
for (let address = 0; address < size; address += 1) {
  holding.writeUInt16BE(address, address * 2);
  input.writeUInt16BE(0xffff - address, address * 2);
  if (address % 2 === 0) coils[address >> 3] |= 1 << (address & 7);
  if (address % 3 === 0) discrete[address >> 3] |= 1 << (address & 7);
}

const server = new Server();
new modbus.server.TCP(server, { holding, input, coils, discrete });
server.listen(Number(process.argv[2]), '127.0.0.1');
process.stdin.resume().once('end', () => process.exit(0));
