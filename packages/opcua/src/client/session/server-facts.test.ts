import { equal } from 'node:assert/strict';
import { DataValue } from 'node-opcua-data-value';
import { StatusCodes } from 'node-opcua-status-code';
import { ReadResponse } from 'node-opcua-types';
import { DataType } from 'node-opcua-variant';
import { readServerFacts } from './server-facts.ts';

describe('what a server says of its limits', () => {
  const cases = [
    [DataType.UInt32, 10, 10],
    [DataType.UInt32, 0, 1_000],
    [DataType.Double, Number.NaN, 1_000],
    [DataType.Double, Number.POSITIVE_INFINITY, 1_000],
    [DataType.Double, 1.5, 1],
  ] as const;

  for (const [dataType, value, limit] of cases) {
    it(`is ${limit} where it says ${value}`, async () => {
      const results = Array.from({ length: 8 }, () => new DataValue({ value: { dataType, value } }));
      const { limits } = await readServerFacts(async () => new ReadResponse({ results }));
      equal(limits.maxNodesPerRead, limit);
    });
  }

  it('holds also where its status says more than that it is good', async () => {
    for (const [statusCode, limit] of [
      [StatusCodes.GoodOverload, 10],
      [StatusCodes.UncertainLastUsableValue, 10],
      [StatusCodes.BadWaitingForInitialData, 1_000],
    ] as const) {
      const value = { dataType: DataType.UInt32, value: 10 };
      const results = Array.from({ length: 8 }, () => new DataValue({ value, statusCode }));
      const { limits } = await readServerFacts(async () => new ReadResponse({ results }));
      equal(limits.maxNodesPerRead, limit);
    }
  });
});
