export { blockDetails, blocks, blocksOf } from './blocks.ts';
export { readClock, setClock } from './clock.ts';
export { communication, cpuState, identify, protection } from './cpu.ts';
export { startOrStop } from './start-stop.ts';
export { systemList } from './system-list.ts';
