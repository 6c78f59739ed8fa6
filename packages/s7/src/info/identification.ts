import { wordAt } from '../value/read-number.ts';
import { recordOf, type SystemList } from './system-list.ts';
import { textField } from './text-field.ts';

/** The lists that say what a module and its CPU are. */
export const moduleList = { list: 0x0011, index: 0 } as const;
export const componentList = { list: 0x001c, index: 0 } as const;

/** What a PLC says that it is. What it does not say is not there. */
export interface Identification {
  /** `6ES7 315-2EH14-0AB0`. */
  readonly orderNumber?: string;
  /** The version of the hardware. */
  readonly hardware?: number;
  /** `V3.2.6`. */
  readonly firmware?: string;
  /** `V32.9.9`: of the firmware's own extension. */
  readonly bootLoader?: string;
  /** The name of the automation system. */
  readonly system?: string;
  readonly module?: string;
  /** The designation of the plant. */
  readonly plant?: string;
  readonly copyright?: string;
  readonly serialNumber?: string;
  /** `CPU 315-2 PN/DP`. */
  readonly type?: string;
  /** Of the memory card. */
  readonly cardSerialNumber?: string;
  /** The designation of the location. */
  readonly location?: string;
}

/** A number, 20 characters, a type and two versions of two bytes. */
const moduleRecord = 28;

const modules = { orderNumber: 1, hardware: 6, firmware: 7, bootLoader: 0x81 } as const;

/** A number, and a text of 32 characters. */
const componentRecord = 34;

const components = {
  system: 1,
  module: 2,
  plant: 3,
  copyright: 4,
  serialNumber: 5,
  type: 7,
  cardSerialNumber: 8,
  location: 0x0b,
} as const;

/** Order number and versions. @see Wireshark's dissector of S7comm, `s7comm.szl.xy11.0001` */
export function readModules(list: SystemList): Identification {
  const order = recordOf(list, modules.orderNumber, moduleRecord);
  const hardware = recordOf(list, modules.hardware, moduleRecord) ?? order;
  return defined({
    orderNumber: order && textField(order, 2, 20),
    hardware: hardware && wordAt(hardware, 24),
    firmware: versionOf(recordOf(list, modules.firmware, moduleRecord)),
    bootLoader: versionOf(recordOf(list, modules.bootLoader, moduleRecord)),
  });
}

/** A letter, and three numbers; older ones have no letter, and it says nothing. */
function versionOf(record: Uint8Array | undefined): string | undefined {
  return record && `V${record.subarray(25, 28).join('.')}`;
}

/** Names and serial numbers. @see Siemens, "System and Standard Functions", SZL-ID W#16#xy1C */
export function readComponents(list: SystemList): Identification {
  const entries = Object.entries(components).map(([name, number]) => {
    const record = recordOf(list, number, componentRecord);
    return [name, record && textField(record, 2, 32)];
  });
  return defined(Object.fromEntries(entries) as Partial<Record<keyof typeof components, string | undefined>>);
}

/** What of it is there. */
function defined(
  found: { readonly [Name in keyof Identification]: Identification[Name] | undefined },
): Identification {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
