import {
  packRegisters,
  type Request,
  type Response,
  type ResponseTo,
  unpackBits,
  unpackRegisters,
} from '@millwright/modbus';

type Given = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Registers as bytes, where they came as an array of numbers; anything else stays for the encoder to refuse. */
function withData(given: Given): Given {
  const { values, ...rest } = given;
  return isRegisters(values) ? { ...rest, data: packRegisters(values) } : given;
}

const isRegisters = (values: unknown): values is readonly number[] =>
  Array.isArray(values) &&
  values.every((value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff);

/**
 * The request that a message brings as an object: registers may be an array of numbers in place of bytes. Nothing about
 * it is checked: encoding it does that.
 */
export function requestOf(payload: unknown): Request {
  if (!isObject(payload)) return { do: '' } as unknown as Request;
  const { do: what, write, records } = payload;
  let request = payload;
  if (what === 'write-registers') request = withData(payload);
  if (what === 'read-write-registers' && isObject(write)) request = { ...payload, write: withData(write) };
  if (what === 'write-file' && Array.isArray(records))
    request = {
      ...payload,
      records: records.map((record) => (isObject(record) ? withData(record) : record)),
    };
  return request as unknown as Request;
}

/** What a message hands on of an answer: values in place of bytes. */
export function answerPayload<R extends Request>(request: R, response: ResponseTo<R>): unknown {
  const answer = response as Response;
  if ('records' in answer) return answer.records.map((record) => unpackRegisters(record));
  if (!('data' in answer)) return answer;
  if (request.do === 'report-server-id') return Buffer.from(answer.data);
  const isBits = request.do === 'read' && (request.area === 'coil' || request.area === 'discrete-input');
  return isBits ? unpackBits(answer.data, request.quantity) : unpackRegisters(answer.data);
}
