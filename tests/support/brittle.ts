/** A road to a server that breaks each time so many bytes have gone up, and counts them: a village at the edge of the cell. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface BrittleRoad {
  readonly origin: string;
  /** Bytes that were sent up, whether they arrived or not. */
  readonly sent: () => number;
  readonly broken: () => number;
  close(): Promise<void>;
}

/** `cuts`: after so many bytes in sum it breaks, and what is under way is lost. */
export async function brittleRoad(
  to: { readonly port: number },
  cuts: readonly number[],
): Promise<BrittleRoad> {
  let sent = 0;
  let broken = 0;
  const ends = new Set<Socket>();
  const road = createServer((near) => {
    const far = connect(to.port, '127.0.0.1');
    const breakDown = () => {
      near.destroy();
      far.destroy();
    };
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', breakDown);
      end.on('close', () => {
        ends.delete(end);
        breakDown();
      });
    }
    far.pipe(near);
    near.on('data', (piece) => {
      sent += piece.length;
      if (sent >= (cuts[broken] ?? Number.POSITIVE_INFINITY)) {
        broken += 1;
        return breakDown();
      }
      if (!far.write(piece)) {
        near.pause();
        far.once('drain', () => near.resume());
      }
    });
  });
  await new Promise<void>((resolve) => road.listen(0, '127.0.0.1', resolve));
  const { port } = road.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sent: () => sent,
    broken: () => broken,
    close() {
      for (const end of ends) end.destroy();
      return new Promise((resolve) => road.close(() => resolve()));
    },
  };
}
