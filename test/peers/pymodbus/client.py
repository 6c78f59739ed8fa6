"""Makes requests on any road and prints what came of each as JSON: client.py ROAD PORT-OR-PATH REQUESTS [AUTHORITY]"""

import asyncio
import json
import ssl
import sys

from pymodbus.client import AsyncModbusTlsClient, ModbusSerialClient, ModbusTcpClient, ModbusUdpClient
from pymodbus.mei_message import ReadDeviceInformationRequest
from pymodbus.transaction import ModbusAsciiFramer, ModbusRtuFramer, ModbusSocketFramer

road, place, requests = sys.argv[1:4]
line = {"port": place, "baudrate": 19200, "bytesize": 8, "parity": "N", "stopbits": 1, "timeout": 2}
here = {"host": "127.0.0.1", "timeout": 2}


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)


def secure():
    # The other client of TLS waits for bytes that OpenSSL already holds.
    context = ssl.create_default_context(cafile=sys.argv[4])
    return AsyncModbusTlsClient(port=int(place), framer=ModbusSocketFramer, sslctx=context, **here)


def outcome(result):
    return loop.run_until_complete(result) if asyncio.iscoroutine(result) or asyncio.isfuture(result) else result


client = {
    "tcp": lambda: ModbusTcpClient(port=int(place), **here),
    "rtu-over-tcp": lambda: ModbusTcpClient(port=int(place), framer=ModbusRtuFramer, **here),
    "ascii-over-tcp": lambda: ModbusTcpClient(port=int(place), framer=ModbusAsciiFramer, **here),
    "udp": lambda: ModbusUdpClient(port=int(place), framer=ModbusSocketFramer, **here),
    "tls": secure,
    "rtu": lambda: ModbusSerialClient(framer=ModbusRtuFramer, **line),
    "ascii": lambda: ModbusSerialClient(framer=ModbusAsciiFramer, **line),
}[road]()
outcome(client.connect())

reads = {
    "coil": client.read_coils,
    "discrete-input": client.read_discrete_inputs,
    "holding-register": client.read_holding_registers,
    "input-register": client.read_input_registers,
}


def perform(request):
    what = request.get("do", "read")
    address = request.get("address")
    if what == "read":
        return reads[request["area"]](address, request["quantity"], slave=1)
    if what == "write-coil":
        return client.write_coil(address, request["value"], slave=1)
    if what == "write-register":
        return client.write_register(address, request["value"], slave=1)
    if what == "write-coils":
        return client.write_coils(address, request["values"], slave=1)
    if what == "write-registers":
        return client.write_registers(address, request["values"], slave=1)
    if what == "mask-register":
        return client.mask_write_register(address, request["and"], request["or"], slave=1)
    if what == "read-write-registers":
        return client.readwrite_registers(
            read_address=address,
            read_count=request["quantity"],
            write_address=request["to"],
            write_registers=request["values"],
            slave=1,
        )
    return client.execute(ReadDeviceInformationRequest(read_code=1, object_id=0, slave=1))


def told(request, answer):
    if answer.isError():
        return {"exception": getattr(answer, "exception_code", 0)}
    if hasattr(answer, "information"):
        return {"values": [text.decode() for text in answer.information.values()]}
    if hasattr(answer, "registers"):
        return {"values": answer.registers}
    if "quantity" in request:
        return {"values": [int(bit) for bit in answer.bits[: request["quantity"]]]}
    return {"values": []}


print(json.dumps([told(request, outcome(perform(request))) for request in json.loads(requests)]))
outcome(client.close())
