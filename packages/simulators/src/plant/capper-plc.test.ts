import assert from 'node:assert/strict';
import { createCapperPlc } from './capper-plc.ts';

describe('the PLC of the capper', () => {
  let elapsed = 0;
  const began = Date.UTC(2026, 1, 28, 23, 59, 30);
  const plantOf = () => createCapperPlc({ port: 0, seed: 7, began, elapsed: () => elapsed });

  beforeEach(() => {
    elapsed = 0;
  });

  it('has what the machine does in its blocks, played up to each read', () => {
    const { plc, capper } = plantOf();
    elapsed = 60_000;
    plc.program.scan?.();
    const [measured, told] = [plc.memory.block(10), plc.memory.block(20)];
    const { rejects, torque, torqueSetPoint } = capper.values();
    assert.equal(measured.readInt16BE(0), 6);
    assert.equal(measured.readUInt8(2), 0);
    assert.equal(measured.readUInt32BE(4), rejects);
    assert.deepEqual(
      torque.map((_each, head) => measured.readFloatBE(8 + head * 4)),
      torque.map(Math.fround),
    );
    assert.equal(told.readFloatBE(0), torqueSetPoint);
    assert.equal(told.toString('latin1', 6, 12), 'B-0001');
    assert.deepEqual([...told.subarray(4, 6)], [20, 6]);
    // 28 February 2026 is a Saturday, the seventh day of the week.
    assert.deepEqual([...told.subarray(26)], [7, 234, 2, 28, 7, 23, 59, 30, 0, 0, 0, 0]);
  });

  it('takes a set point and a batch, and writes over what it cannot use', () => {
    const { plc } = plantOf();
    elapsed = 60_000;
    plc.program.scan?.();
    const told = plc.memory.block(20);
    const write = (change: () => void): void => {
      change();
      plc.program.written?.({ area: 'DB', db: 20, start: 0, length: 4, transport: 2 });
    };
    write(() => told.writeFloatBE(1.75, 0));
    assert.equal(told.readFloatBE(0), 1.75);
    write(() => told.writeFloatBE(9, 0));
    assert.equal(told.readFloatBE(0), 1.75);
    write(() => told.write('\u0014\u0003B-2', 4, 'latin1'));
    assert.equal(told.toString('latin1', 6, 6 + told.readUInt8(5)), 'B-2');
    // It began a minute after the plant did, on the first of March.
    assert.deepEqual([...told.subarray(26, 34)], [7, 234, 3, 1, 1, 0, 0, 30]);
  });
});
