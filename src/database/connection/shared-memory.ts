/**
 * PostgreSQL's message for too little shared memory. It speaks of a device, but means no disk.
 */
const SHARED_MEMORY_FULL =
  /could not (?:resize|map|create|open) (?:dynamic )?shared memory segment\b.*: (?:No space left on device|Cannot allocate memory)/;

/** True if PostgreSQL says there that its shared memory is too small. */
export function isSharedMemoryFull(text: string): boolean {
  return SHARED_MEMORY_FULL.test(text);
}

/** Advice for it. */
export const SHARED_MEMORY_ADVICE =
  'PostgreSQL needs more shared memory than /dev/shm has where it runs: make that larger, as by docker run --shm-size=256m';
