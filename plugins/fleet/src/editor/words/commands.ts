/** Makes a running Node-RED a device. It asks for the code: an argument can be read by everybody on the machine. */
export const enrolCommand = 'millwright fleet enrol';

/** A text as a POSIX shell takes it for one word. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
