import { roads } from '@millwright/modbus';
import { capperPort } from './plant/capper-map.ts';
import { fillerPort } from './plant/filler-map.ts';
import { meterPort } from './plant/meter-map.ts';
import { palletiserPort } from './plant/palletiser-map.ts';

/** Where collectors listen that may not listen at 601, the port of RFC 6587. */
export const syslogPort = 1601;

export const usage = `millwright-simulate <what> [options]

  plant     the machines of the demo plant: the filler (Modbus TCP, unit 1), three energy meters
            behind a gateway (Modbus RTU over TCP, units 11-13; unit 13 drops out now and then),
            and the capper (S7, rack 0 slot 1, DB10 and DB20)
  palletiser  the plant's robot cell (OPC UA, signed and encrypted only)
  modbus    a Modbus server that is full to the last address: holding register n holds n,
            input register n holds 65535 - n, every second coil and every third discrete input is set;
            coils and holding registers can be written
  s7        an S7 PLC whose data block 1 (64 KiB) and markers tell their addresses: the word at byte n holds n;
            all of it can be written
  syslog    a collector of syslog messages (RFC 5424 over TCP, octet counting) that keeps them in a file

  --host        address to listen on   (127.0.0.1)
  --port        port to listen on      (${fillerPort}, palletiser ${palletiserPort}, s7 ${capperPort}, syslog ${syslogPort}; 0: the system chooses)
  --meter-port  port of the meters     (${meterPort}; with --port the system chooses; plant only)
  --capper-port port of the capper     (${capperPort}; with --port the system chooses; plant only)
  --seed        same seed, same shift  (1)
  --speed       times faster than real (1; plant and palletiser)
  --file        where messages go      (syslog only)
  --directory   of its certificates    (palletiser only; clients whose certificate is in trusted/certs get in)
  --commands    a file: what is appended to it while this runs is taken as commands too

modbus only:
  --road        ${roads.join(', ')}   (tcp)
  --units       units that are there: 1-5,17   (all)
  --absent      what others answer: silence, or exception as a gateway's (silence; a line is always silent)
  --bus         the units are behind a gateway, on a line where each request takes so many milliseconds
  --patience    milliseconds for which that gateway waits for a unit that is not there   (1000)
  --cert, --key, --ca   files for TLS; with --ca clients need a certificate too
  --line        the serial line, such as /dev/ttyUSB0, for rtu and ascii
  --baud, --parity, --data-bits, --stop-bits   how it is set   (19200, even, 8, 1)

s7 only:
  --pdu, --jobs, --items   bytes of a message, requests at once and items of one that it agrees to at most
                (480, 8, 20)

While it runs it takes commands on its standard input, one JSON object a line, and answers each with a line:
  {"do":"misbehave","fault":{"kind":"delay","milliseconds":2000,"times":3}}
  {"do":"behave"}   {"do":"close"}   {"do":"reset"}   {"do":"refuse"}   {"do":"accept"}   {"do":"jam"}
  {"do":"refuse","seconds":60}   {"do":"leave","unit":12}   {"do":"return","unit":12}   {"do":"report"}
What is told to the plant is told to the filler; with "at":"meter" to the meters, with "at":"capper" to the capper.
A palletiser that jams loses its vacuum, a capper one of its heads.
It ends with its parent, or at Ctrl-C.
`;
