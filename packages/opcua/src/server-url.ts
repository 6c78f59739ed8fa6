/**
 * The address of a server: host (a name, IPv4, or IPv6 in brackets), port (4840 where it is left out) and path, in that
 * order. No name of a user, which has fields of its own: a password in an address would stand in each log.
 *
 * @see OPC 10000-6, 7.2; RFC 3986, 3.2.2
 */
export const serverUrl =
  /^opc\.tcp:\/\/(\[[\da-f:.]+(?:%\w+)?\]|[^/:[\]\s?#@]+)(?::0*([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?(\/[^\s@]*)?$/i;
