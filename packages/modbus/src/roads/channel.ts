/** The bytes of a road: a socket, a serial port. */
export interface Channel {
  /** Says from now on what comes, and once why it ended; at once, if it already has. */
  follow(listener: ChannelListener): void;
  write(bytes: Uint8Array): void;
  /** Takes nothing in until it is resumed, where the road can make the other side wait. */
  pause?(): void;
  resume?(): void;
  /** Resolves when nothing of it is left. Calling twice is safe. */
  close(): Promise<void>;
}

export interface ChannelListener {
  bytes(chunk: Uint8Array): void;
  /** The channel has ended without having been closed. */
  end(cause: Error): void;
}
