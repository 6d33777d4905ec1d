/**
 * Safari keeps a page that is left for the way back, asleep, and its open transactions with it: until it throws the page away
 * (half an hour), nobody else comes to their tables, nor into a database whose tables were just being made. Other browsers throw
 * such a page away (w3c/IndexedDB#381; what it did to others: microsoft/vscode#136295, jakearchibald/idb-keyval#180). So here
 * every transaction ends with its page, also those that Dexie begins by itself. An act that was cut off comes out as aborted
 * when the person comes back to the page, and is done again.
 */
export function endWithPage(page: Pick<Window, 'addEventListener' | 'navigator'>): void {
  if (!page.navigator.vendor.startsWith('Apple')) return;
  const open = new Set<IDBTransaction>();
  const follow = (transaction: IDBTransaction): IDBTransaction => {
    open.add(transaction);
    for (const end of ['complete', 'abort'])
      transaction.addEventListener(end, () => open.delete(transaction));
    return transaction;
  };
  const databases = IDBDatabase.prototype;
  const { transaction } = databases;
  databases.transaction = function (...given) {
    return follow(transaction.apply(this, given));
  };
  const factories = IDBFactory.prototype;
  const { open: openDatabase } = factories;
  factories.open = function (...given) {
    const request = openDatabase.apply(this, given);
    request.addEventListener('upgradeneeded', () => request.transaction && follow(request.transaction));
    return request;
  };
  page.addEventListener('pagehide', () => {
    for (const one of open) abort(one);
  });
}

/** Nothing of it is kept; where it is just being committed, it ends without us. */
export function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // it has ended
  }
}
