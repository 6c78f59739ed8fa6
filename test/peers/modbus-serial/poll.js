import ModbusRTU from 'modbus-serial';

// Reads one register after the other over a serial line, and prints what it takes each to hold; null where it failed.
const [path, timeout, addresses] = process.argv.slice(2);
const client = new ModbusRTU();
await client.connectRTUBuffered(path, { baudRate: 19200 });
client.setID(1);
client.setTimeout(Number(timeout));
const values = [];
for (const address of JSON.parse(addresses)) {
  try {
    const { data } = await client.readHoldingRegisters(address, 1);
    values.push(data[0]);
  } catch {
    values.push(null);
  }
}
process.stdout.write(JSON.stringify(values), () => process.exit(0));
