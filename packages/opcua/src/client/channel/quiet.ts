import { setDebugLogger, setErrorLogger, setTraceLogger, setWarningLogger } from 'node-opcua-debug';

let isQuiet = false;

/** node-opcua writes to the console by itself, contents of messages included: what matters of it comes as an error of ours. */
export function quieten(): void {
  if (isQuiet) return;
  isQuiet = true;
  const nothing = (): void => {};
  for (const set of [setDebugLogger, setErrorLogger, setTraceLogger, setWarningLogger]) set(nothing);
}
