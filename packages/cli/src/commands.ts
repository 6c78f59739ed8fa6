import type { Command } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { history } from './history/history.ts';

/** All commands, in the order of `millwright help`. */
export const commands: readonly Command[] = [doctor, history];
