// What a first set-up fetches, where npm has none of it yet. test/start/setup-download.test.ts holds it true to a tenth.

/** Megabytes, as they come over the network, on Linux with an x64 processor; others differ by their binaries. */
export const megabytes = 142;
export const packages = 518;
