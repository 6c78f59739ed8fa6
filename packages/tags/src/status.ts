/**
 * OPC UA's status codes, used for every protocol: one vocabulary for "why is this value not good".
 * @see OPC UA Part 6, Annex A.2 (StatusCode.csv)
 */
const codes = {
  Good: 0x0000_0000,
  Uncertain: 0x4000_0000,
  UncertainSensorNotAccurate: 0x4093_0000,
  UncertainEngineeringUnitsExceeded: 0x4094_0000,
  BadInternalError: 0x8002_0000,
  BadResourceUnavailable: 0x8004_0000,
  BadCommunicationError: 0x8005_0000,
  BadDecodingError: 0x8007_0000,
  BadUnknownResponse: 0x8009_0000,
  BadTimeout: 0x800a_0000,
  BadShutdown: 0x800c_0000,
  BadUserAccessDenied: 0x801f_0000,
  BadNoCommunication: 0x8031_0000,
  BadNodeIdUnknown: 0x8034_0000,
  BadNotReadable: 0x803a_0000,
  BadNotWritable: 0x803b_0000,
  BadOutOfRange: 0x803c_0000,
  BadNotSupported: 0x803d_0000,
  BadNotImplemented: 0x8040_0000,
  BadTypeMismatch: 0x8074_0000,
  BadConfigurationError: 0x8089_0000,
  BadNotConnected: 0x808a_0000,
  BadDeviceFailure: 0x808b_0000,
  BadServerTooBusy: 0x80ee_0000,
  BadRequestNotComplete: 0x8113_0000,
} as const;

export type StatusName = keyof typeof codes;

/** How far a value can be trusted. */
export type Quality = 'good' | 'uncertain' | 'bad';

/** Why a value is not good. */
export interface Status {
  /** OPC UA's number. */
  readonly code: number;
  /** OPC UA's name: one of {@link StatusName}, or what an OPC UA server answered. */
  readonly name: string;
  /** The protocol's own words. */
  readonly reason: string;
}

export function statusOf(name: StatusName, reason: string): Status {
  return { code: codes[name], name, reason };
}

/** The quality that a status code stands for. @see OPC UA Part 4, section 7.39.1: the two top bits are the severity */
export function qualityOf(code: number): Quality {
  const severity = code >>> 30;
  return severity === 0 ? 'good' : severity === 1 ? 'uncertain' : 'bad';
}
