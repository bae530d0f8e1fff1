/** Photographs that wait on this device until the server has them: a lost line or a closed page loses nothing. */

/** One photograph that still has to be sent. The same id again is the same photograph. */
export interface Waiting {
  readonly id: string;
  /** Where it is sent. */
  readonly action: string;
  readonly name: string;
  readonly blob: Blob;
}

const STORE = 'anh';

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('chuan-bi-ho-so', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'id' }));
  return asked(request);
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await open()).transaction(STORE, mode).objectStore(STORE);
}

function isWaiting(value: unknown): value is Waiting {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'id') === 'string' &&
    Reflect.get(value, 'blob') instanceof Blob
  );
}

/** Keeps a photograph on this device. */
export async function keep(waiting: Waiting): Promise<void> {
  await asked((await store('readwrite')).put(waiting));
}

/** Forgets a photograph that the server has, or refused. */
export async function forget(id: string): Promise<void> {
  await asked((await store('readwrite')).delete(id));
}

/** What still waits for one address, in the order in which it was taken. */
export async function waitingFor(action: string): Promise<readonly Waiting[]> {
  const all: unknown[] = await asked((await store('readonly')).getAll());
  return all
    .filter(isWaiting)
    .filter((one) => one.action === action)
    .sort((a, b) => a.id.localeCompare(b.id));
}
