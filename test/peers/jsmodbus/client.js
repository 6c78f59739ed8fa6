import { Socket } from 'node:net';
import modbus from 'jsmodbus';

// Makes the reads of the second argument and prints the values, or the exception, as JSON.
const [port] = process.argv.slice(2).map(Number);
const reads = JSON.parse(process.argv[3]);
const socket = new Socket();
const client = new modbus.client.TCP(socket, 1);
const functions = {
  coil: 'readCoils',
  'discrete-input': 'readDiscreteInputs',
  'holding-register': 'readHoldingRegisters',
  'input-register': 'readInputRegisters',
};
socket.connect({ host: '127.0.0.1', port });
socket.once('connect', async () => {
  const answers = [];
  for (const { area, address, quantity } of reads) {
    try {
      const { response } = await client[functions[area]](address, quantity);
      answers.push({ values: [...response.body.valuesAsArray].slice(0, quantity).map(Number) });
    } catch ({ response }) {
      answers.push({ exception: response?.body?.code ?? 0 });
    }
  }
  console.log(JSON.stringify(answers));
  socket.destroy();
});
