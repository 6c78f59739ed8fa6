"""Serves the memory that every peer serves, on any road: server.py ROAD PORT-OR-PATH [CERTIFICATE KEY [AUTHORITY]]

Each value tells where it stands; what is written is kept.
"""

import os
import ssl
import sys
import threading

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server import StartSerialServer, StartTcpServer, StartTlsServer, StartUdpServer
from pymodbus.transaction import ModbusAsciiFramer, ModbusRtuFramer, ModbusSocketFramer

SIZE = 2500


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
unit = ModbusSlaveContext(
    hr=ModbusSequentialDataBlock(0, list(range(SIZE))),
    ir=ModbusSequentialDataBlock(0, [0xFFFF - address for address in range(SIZE)]),
    co=ModbusSequentialDataBlock(0, [address % 2 == 0 for address in range(SIZE)]),
    di=ModbusSequentialDataBlock(0, [address % 3 == 0 for address in range(SIZE)]),
    zero_mode=True,
)
context = ModbusServerContext(slaves={1: unit}, single=False)
identity = ModbusDeviceIdentification(
    info_name={"VendorName": "pymodbus", "ProductCode": "PEER", "MajorMinorRevision": "3.0"}
)

road, place = sys.argv[1:3]
common = {"context": context, "identity": identity}
address = ("127.0.0.1", int(place)) if place.isdigit() else None
line = {"port": place, "baudrate": 19200, "bytesize": 8, "parity": "N", "stopbits": 1, "timeout": 0.01}
if road == "tcp":
    StartTcpServer(address=address, **common)
elif road == "rtu-over-tcp":
    StartTcpServer(address=address, framer=ModbusRtuFramer, **common)
elif road == "ascii-over-tcp":
    StartTcpServer(address=address, framer=ModbusAsciiFramer, **common)
elif road == "udp":
    StartUdpServer(address=address, framer=ModbusSocketFramer, **common)
elif road == "tls":
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.minimum_version = ssl.TLSVersion.TLSv1_2
    secure.load_cert_chain(sys.argv[3], sys.argv[4])
    if len(sys.argv) > 5:
        secure.load_verify_locations(sys.argv[5])
        secure.verify_mode = ssl.CERT_REQUIRED
    StartTlsServer(address=address, framer=ModbusSocketFramer, sslctx=secure, **common)
elif road == "rtu":
    StartSerialServer(framer=ModbusRtuFramer, **line, **common)
elif road == "ascii":
    StartSerialServer(framer=ModbusAsciiFramer, **line, **common)
