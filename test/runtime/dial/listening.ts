import type { AddressInfo, Server, Socket } from 'node:net';

/** Servers of one test, closed with all their connections at its end. */
export class Listening {
  private readonly servers = new Map<Server, Set<Socket>>();

  async on(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    this.servers.set(server, sockets);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async closeAll(): Promise<void> {
    for (const [server, sockets] of this.servers) {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    }
    this.servers.clear();
  }
}
