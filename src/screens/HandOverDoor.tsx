import { useEffect, useState } from 'preact/hooks';
import { PartDoor } from './PartDoor.tsx';

const load = () => import('./handover/index.ts');

/** The way to the pages of handing over. */
export function HandOverDoor({ offered }: { offered: readonly string[] }) {
  const [opened, setOpened] = useState<Blob | null>(null);
  useEffect(() => takeLaunch(setOpened), []);
  return (
    <PartDoor part="handOver" load={load} offered={offered}>
      {({ HandOverScreen }, device) => (
        <HandOverScreen key={opened ? 'opened' : ''} device={device} offered={offered} opened={opened} />
      )}
    </PartDoor>
  );
}

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** The file that was opened in the system, where the app is installed and the browser hands files to it. */
function takeLaunch(onFile: (file: Blob) => void): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(({ files }) => {
    void files?.[0]?.getFile().then(onFile);
  });
}
