/** How long a code that signs one more device in is good for (ms). */
export const DEVICE_CODE_LIFE = 2 * 60_000
