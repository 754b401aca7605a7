/** Whether a destination is an address in the network, and else a path, however wrong it may be. */
export const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
