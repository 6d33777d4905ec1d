/** The database's bad days: PostgreSQL stopped or killed in the middle, with the server or alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ThrowAway } from '../../support/postgres.ts';
import type { Trouble } from './server.ts';

export const onPostgres = (database: ThrowAway): readonly Trouble[] => {
  const env = () => ({ DATABASE_URL: database.newDatabase() });
  return [
    ...(['immediate', 'fast'] as const).map(
      (mode): Trouble => ({
        where: 'PostgreSQL',
        fault: `database stopped (${mode})`,
        point: 'while all send',
        env: env(),
        async happens(_, sent) {
          await sent(30);
          await database.stopMeanwhile(mode); // the phones live in this process, and go on sending
          await sleep(1_000);
          await database.startMeanwhile();
          return 1;
        },
      }),
    ),
    {
      where: 'PostgreSQL',
      fault: 'server killed (SIGKILL)',
      point: 'in mid-commit',
      env: env(),
      async happens({ server }, sent) {
        await sent(30);
        await server.kill();
        await server.start();
        return 1;
      },
    },
    {
      where: 'PostgreSQL',
      fault: 'server and database killed',
      point: 'while all send',
      env: env(),
      async happens({ server }, sent) {
        await sent(30);
        await server.kill();
        await database.stopMeanwhile('immediate');
        await database.startMeanwhile();
        await server.start();
        return 1;
      },
    },
    {
      where: 'PostgreSQL',
      fault: 'reply lost',
      point: 'after the commit, thirty times',
      env: env(),
      async happens({ wire }) {
        wire.brings('reply lost');
        while (wire.struck < 30) await sleep(20);
        return wire.struck;
      },
    },
  ];
};
