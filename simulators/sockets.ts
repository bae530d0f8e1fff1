import { createServer, type ServerOpts, type Socket } from 'node:net';
import { type Listening, listenHere } from './http.ts';

/** Serves plain TCP connections on this machine; stopping cuts those that are open. */
export async function serveSockets(
  port: number,
  serve: (socket: Socket) => void,
  options: ServerOpts = {},
): Promise<Omit<Listening, 'url'>> {
  const sockets = new Set<Socket>();
  const server = createServer(options, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  const listening = await listenHere(server, port);
  return {
    port: listening.port,
    stop() {
      for (const socket of sockets) {
        socket.destroy();
      }
      return listening.stop();
    },
  };
}
