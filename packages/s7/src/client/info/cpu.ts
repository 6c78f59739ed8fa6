import { type Communication, communicationLists, readAbilities, readUse } from '../../info/communication.ts';
import { type CpuState, readCpuState, stateList } from '../../info/cpu-state.ts';
import { s7InfoErrors } from '../../info/errors.ts';
import {
  componentList,
  type Identification,
  moduleList,
  readComponents,
  readModules,
} from '../../info/identification.ts';
import { type Protection, protectionLists, readProtection } from '../../info/protection.ts';
import type { ClockZone } from '../../tag.ts';
import { type Asking, knownList, systemList } from './system-list.ts';

/** What mode the CPU is in. @param zone what its clock shows @throws as {@link systemList} */
export async function cpuState(session: Asking, zone: ClockZone, signal: AbortSignal): Promise<CpuState> {
  return readCpuState(await systemList(session, stateList.list, stateList.index, signal), zone);
}

/** What the PLC is: of two lists, of which one may be missing. @throws as {@link systemList} */
export async function identify(session: Asking, signal: AbortSignal): Promise<Identification> {
  const modules = await knownList(session, moduleList, readModules, signal);
  const components = await knownList(session, componentList, readComponents, signal);
  if (!modules && !components) throw s7InfoErrors.systemListMissing(moduleList);
  return { ...modules, ...components };
}

/** How the CPU is protected. @throws as {@link systemList} */
export async function protection(session: Asking, signal: AbortSignal): Promise<Protection> {
  for (const where of protectionLists) {
    const found = await knownList(session, where, readProtection, signal);
    if (found) return found;
  }
  throw s7InfoErrors.systemListMissing(protectionLists[0]);
}

/** What the CPU can do in communication, and what of it is in use: of two lists, of which one may be missing. @throws as {@link systemList} */
export async function communication(session: Asking, signal: AbortSignal): Promise<Communication> {
  const abilities = await knownList(session, communicationLists.abilities, readAbilities, signal);
  const use = await knownList(session, communicationLists.use, readUse, signal);
  if (!abilities && !use) throw s7InfoErrors.systemListMissing(communicationLists.abilities);
  return { ...(abilities && { abilities }), ...(use && { use }) };
}
