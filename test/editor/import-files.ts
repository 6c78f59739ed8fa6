/** Files as people have them, with what is wrong in them as it happens to people. */
export const importFiles = {
  csv: {
    name: 'tags.csv',
    text: `\u{feff}${[
      'Name;Area;Address;Type;Factor;Remark',
      'zone2;holding-register;10;float32;;the second',
      'zone1;coil;1;bool;;',
      '"zone; 3";Input register;0;int16;0,1;',
      'zone4;holding-register;4;int16;;',
      'zone4;holding-register;5;int16;;',
      'zone5;holding-register;70000;int16;two;',
      'zone6;coil;3;float99;;',
    ].join('\r\n')}`,
  },
  requests: {
    name: 'telegraf.conf',
    text: `# Plant 2, packing hall
[agent]
  interval = "10s"

[[inputs.modbus]]
  name = "packer"
  controller = "tcp://10.20.0.7:502"
  configuration_type = "request"

  [[inputs.modbus.request]]
    slave_id = 1
    register = "coil"
    fields = [
      { address = 0, name = "running" },
      { address = 1, name = "spare", omit = true },
    ]

  [[inputs.modbus.request]]
    slave_id = 1
    byte_order = "CDAB"
    register = "holding"
    fields = [
      { address = 100, name = "speed",   type = "UINT16", scale = 0.1 },
      { address = 102, name = "length",  type = "FLOAT32" },  # mm
      { address = 104, name = "batch",   type = "STRING", length = 8 },
      { address = 70000, name = "far",   type = "INT16" },
      { address = 120, name = "low",     type = "UINT8L" },
    ]

  [[inputs.modbus.request]]
    slave_id = 3
    register = "input"
    fields = [ { address = 0, name = "other", type = "INT16" } ]

[[outputs.file]]
  files = ["stdout"]
`,
  },
  registers: {
    name: 'boiler.toml',
    text: `[[inputs.modbus]]
  name = "boiler"
  slave_id = 1
  controller = "file:///dev/ttyUSB0"
  baud_rate = 19200
  configuration_type = "register"

  discrete_inputs = [
    { name = "door", address = [3] },
  ]
  holding_registers = [
    { name = "setpoint", byte_order = "AB",   data_type = "FIXED",   scale = 0.1,   address = [20] },
    { name = "gas",      byte_order = "ABCD", data_type = "FLOAT32", scale = 0.001, address = [5, 6] },
    { name = "heat",     byte_order = "ABCD", data_type = "UINT32",  scale = 1.0,   address = [7, 9] },
  ]
  input_registers = [
    { name = "flow",     byte_order = "CDAB", data_type = "FLOAT32-IEEE", scale = 1.0, address = [0, 1] },
  ]
`,
  },
  contrib: {
    name: 'meter.json',
    text: [
      { name: 'fVoltageL1', valueAddress: '%QD30001' },
      { name: 'fVoltageL2', valueAddress: '%QD30003' },
      { name: 'iTariff', valueAddress: '%IW12' },
      { name: 'bAlarm', valueAddress: '%QX21.3' },
      { name: 'lSerial', valueAddress: '%QD30' },
      { name: 'wLast', valueAddress: '%QW70000' },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  },
} as const;
