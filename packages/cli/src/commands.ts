import { access } from './access/access.ts';
import { audit } from './audit/audit.ts';
import type { Command } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { fleet } from './fleet/fleet.ts';
import { history } from './history/history.ts';
import { init } from './init/init.ts';
import { supervise } from './supervise/supervise.ts';

/** All commands, in the order of `millwright help`. */
export const commands: readonly Command[] = [doctor, history, access, audit, fleet, supervise, init];
