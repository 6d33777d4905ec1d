/** The files of a submission, as the server has them. */
import type { KeptFiles } from '../../controls/index.ts';
import type { Submission } from '../../submission/index.ts';
import { fileAddress } from './office.ts';

export const filesOf = ({ id, media = [] }: Submission): KeptFiles => ({
  about: async (name) => media.find((file) => file.name === name),
  async open(name) {
    const file = media.find((it) => it.name === name);
    const reply = file && (await fetch(fileAddress(id, file.hash)).catch(() => null));
    return reply?.ok ? reply.blob() : undefined;
  },
});
