import type { DeviceValue } from './value.ts';

export const plain = (name: string, value: string): DeviceValue => ({ name, value, isSecret: false });
export const secret = (name: string, value: string): DeviceValue => ({ name, value, isSecret: true });
