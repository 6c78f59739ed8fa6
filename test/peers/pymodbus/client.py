"""Makes the reads of the second argument and prints the values, or the exception, as JSON."""

import json
import sys

from pymodbus.client import ModbusTcpClient

client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]), timeout=2)
client.connect()
functions = {
    "coil": client.read_coils,
    "discrete-input": client.read_discrete_inputs,
    "holding-register": client.read_holding_registers,
    "input-register": client.read_input_registers,
}
answers = []
for read in json.loads(sys.argv[2]):
    answer = functions[read["area"]](read["address"], read["quantity"], slave=1)
    if answer.isError():
        answers.append({"exception": getattr(answer, "exception_code", 0)})
    elif "register" in read["area"]:
        answers.append({"values": answer.registers})
    else:
        answers.append({"values": [int(bit) for bit in answer.bits[: read["quantity"]]]})
print(json.dumps(answers))
client.close()
