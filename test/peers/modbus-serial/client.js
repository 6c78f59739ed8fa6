import ModbusRTU from 'modbus-serial';

// Makes the reads of the second argument and prints the values, or the exception, as JSON.
const [port] = process.argv.slice(2).map(Number);
const reads = JSON.parse(process.argv[3]);
const client = new ModbusRTU();
const functions = {
  coil: 'readCoils',
  'discrete-input': 'readDiscreteInputs',
  'holding-register': 'readHoldingRegisters',
  'input-register': 'readInputRegisters',
};
await client.connectTCP('127.0.0.1', { port });
client.setID(1);
client.setTimeout(2000);
const answers = [];
for (const { area, address, quantity } of reads) {
  try {
    const { data } = await client[functions[area]](address, quantity);
    answers.push({ values: data.slice(0, quantity).map(Number) });
  } catch ({ modbusCode }) {
    answers.push({ exception: modbusCode ?? 0 });
  }
}
// A pipe takes only some of it at once, and an exit would cut off the rest.
process.stdout.write(JSON.stringify(answers), () => client.destroy(() => process.exit(0)));
