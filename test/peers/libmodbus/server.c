/* Serves the memory that every peer serves: each value tells where it stands.
   server tcp PORT | server rtu PATH */

#include <errno.h>
#include <modbus.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIZE 2500

static void *end_with_parent(void *unused) {
  char byte;
  (void)unused;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  _exit(0);
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  int serial = strcmp(arguments[1], "rtu") == 0;
  modbus_t *context = serial ? modbus_new_rtu(arguments[2], 19200, 'N', 8, 1)
                             : modbus_new_tcp("127.0.0.1", atoi(arguments[2]));
  modbus_mapping_t *memory = modbus_mapping_new(SIZE, SIZE, SIZE, SIZE);
  pthread_t watch;
  if (!context || !memory || pthread_create(&watch, NULL, end_with_parent, NULL)) return 1;
  for (int address = 0; address < SIZE; address++) {
    memory->tab_registers[address] = address;
    memory->tab_input_registers[address] = 0xFFFF - address;
    memory->tab_bits[address] = address % 2 == 0;
    memory->tab_input_bits[address] = address % 3 == 0;
  }
  modbus_set_slave(context, 1);
  int listener = serial ? -1 : modbus_tcp_listen(context, 5);
  if (serial ? modbus_connect(context) : listener < 0) return 1;
  for (;;) {
    if (!serial && modbus_tcp_accept(context, &listener) < 0) return 1;
    for (;;) {
      uint8_t query[MODBUS_MAX_ADU_LENGTH];
      int length = modbus_receive(context, query);
      if (length > 0) modbus_reply(context, query, length, memory);
      else if (length < 0 && !serial && errno != EMBBADCRC) break;
    }
    modbus_close(context);
  }
}
