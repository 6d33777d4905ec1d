/** What speaks for waiting with large files: a network that costs money, an empty battery. */
export interface Surroundings {
  readonly metered: boolean;
  readonly lowBattery: boolean;
}

interface Connection extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}

interface Battery {
  readonly level: number;
  readonly charging: boolean;
}

/** As far as a browser tells: Chromium does, Firefox and Safari say nothing, and then nothing speaks for waiting. */
export type Teller = Partial<{ connection: Connection; getBattery(): Promise<Battery> }>;

const low = 0.15;

export async function surroundingsOf(teller: Teller): Promise<Surroundings> {
  const { connection } = teller;
  const battery = await teller.getBattery?.().catch(() => undefined); // not in a page that is not secure, or not shown
  return {
    metered: connection?.saveData === true || connection?.type === 'cellular',
    lowBattery: battery !== undefined && !battery.charging && battery.level < low,
  };
}

export const surroundingsHere = (): Promise<Surroundings> => surroundingsOf(navigator as Teller);

/** Tells when the network became another one: from mobile data to Wi-Fi, say. Gives back how to stop. */
export function watchNetwork(tell: () => void): () => void {
  const { connection } = navigator as Teller;
  connection?.addEventListener('change', tell);
  return () => connection?.removeEventListener('change', tell);
}
