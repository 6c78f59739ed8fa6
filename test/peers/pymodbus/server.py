"""Serves the memory that every peer serves: each value tells where it stands."""

import os
import sys
import threading

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartTcpServer

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
StartTcpServer(
    context=ModbusServerContext(slaves={1: unit}, single=False),
    address=("127.0.0.1", int(sys.argv[1])),
)
