import { PartDoor } from './PartDoor.tsx';

const load = () => import('./safety/index.ts');

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;
/** What the browser gave this page to ask the person with, once. It comes early, and only once. */
export const installOffer = (): InstallOffer | null => offer;
globalThis.addEventListener?.('beforeinstallprompt', (event) => {
  offer = event as InstallOffer;
});

/** The way to the page about storage. */
export const StorageDoor = ({ offered }: { offered: readonly string[] }) => (
  <PartDoor part="safety" load={load} offered={offered}>
    {({ StorageScreen }, device) => <StorageScreen device={device} offered={offered} />}
  </PartDoor>
);
